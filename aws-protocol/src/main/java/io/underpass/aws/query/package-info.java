/** The Query protocol (forms in, XML out), as Elastic Load Balancing speaks it. */
@NullMarked
package io.underpass.aws.query;

import org.jspecify.annotations.NullMarked;
