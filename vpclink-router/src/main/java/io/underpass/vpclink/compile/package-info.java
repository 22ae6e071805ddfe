/** From the state of VPC links to what a request reads. */
@NullMarked
package io.underpass.vpclink.compile;

import org.jspecify.annotations.NullMarked;
