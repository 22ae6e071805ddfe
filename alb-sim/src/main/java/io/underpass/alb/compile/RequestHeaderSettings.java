package io.underpass.alb.compile;

import io.underpass.alb.model.LoadBalancerAttributes;
import io.underpass.alb.model.LoadBalancerAttributes.XForwardedFor;
import java.util.Map;

/**
 * How a load balancer rewrites header fields towards targets.
 *
 * <p>Threads: immutable.
 *
 * @param xForwardedFor what it does with X-Forwarded-For
 * @param clientPort whether its own X-Forwarded-For entry names the client's port
 * @param preserveHost whether Host fields stay as they came
 * @param dropInvalidFields whether fields with odd names are dropped
 * @param tellsTls whether targets are told the version and the cipher of the client's TLS
 */
public record RequestHeaderSettings(
        XForwardedFor xForwardedFor,
        boolean clientPort,
        boolean preserveHost,
        boolean dropInvalidFields,
        boolean tellsTls) {

    static RequestHeaderSettings of(Map<String, String> attributes) {
        return new RequestHeaderSettings(
                LoadBalancerAttributes.XFF_HEADER_PROCESSING_MODE.in(attributes),
                LoadBalancerAttributes.XFF_CLIENT_PORT.in(attributes),
                LoadBalancerAttributes.PRESERVE_HOST_HEADER.in(attributes),
                LoadBalancerAttributes.DROP_INVALID_HEADER_FIELDS.in(attributes),
                LoadBalancerAttributes.TLS_VERSION_AND_CIPHER_SUITE.in(attributes));
    }
}
