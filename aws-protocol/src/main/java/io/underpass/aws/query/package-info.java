/** The Query protocol (forms in, XML out), as Elastic Load Balancing and, in its own flavour, EC2 speak it. */
@NullMarked
package io.underpass.aws.query;

import org.jspecify.annotations.NullMarked;
