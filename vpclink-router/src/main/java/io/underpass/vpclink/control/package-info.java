/** The operations of {@code apigatewayv2} on VPC links and their tags. */
@NullMarked
package io.underpass.vpclink.control;

import org.jspecify.annotations.NullMarked;
