/** VPC links with AWS's own nouns. */
@NullMarked
package io.underpass.vpclink.model;

import org.jspecify.annotations.NullMarked;
