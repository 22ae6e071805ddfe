/** Finds the upstream behind a VPC link, or says in words why there is none. */
@NullMarked
package io.underpass.vpclink.data;

import org.jspecify.annotations.NullMarked;
