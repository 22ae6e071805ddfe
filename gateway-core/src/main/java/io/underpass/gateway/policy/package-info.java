/**
 * IAM policy documents: those that APIs carry as resource policies, and those that Lambda authorizers return.
 *
 * <p>{@link io.underpass.gateway.policy.PolicyReader} reads one, {@link io.underpass.gateway.policy.PolicyDocument}
 * judges requests by it, {@link io.underpass.gateway.policy.PolicyText} shows it the way AWS does.
 */
@NullMarked
package io.underpass.gateway.policy;

import org.jspecify.annotations.NullMarked;
