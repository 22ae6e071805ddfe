package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.bool;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.Listener.Tls;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.ListShape;
import java.util.List;
import java.util.Optional;

/**
 * Reads and shows how a listener ends TLS (spec 1.4). There is no certificate manager here, so any certificate exists.
 *
 * <p>Threads: stateless.
 */
final class ListenerTls {

    /** A member {@code Certificates}. */
    static final ListShape CERTIFICATES =
            list(structure().optional("CertificateArn", string()).optional("IsDefault", bool()));

    /** What the API takes where nobody says (API_CreateListener). */
    private static final String DEFAULT_POLICY = "ELBSecurityPolicy-2016-08";

    private static final List<String> ALPN_POLICIES =
            List.of("HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None");

    private ListenerTls() {}

    /**
     * What {@code input} says of TLS, and else what was {@code before}; nothing where the protocol is another.
     *
     * @throws io.underpass.aws.AwsError where the protocol takes no such members, or lacks a certificate
     */
    static Optional<Tls> read(Input input, String protocol, Optional<Tls> before) {
        boolean tls = protocol.equals("TLS");
        for (String member : List.of("SslPolicy", "Certificates", "AlpnPolicy", "MutualAuthentication")) {
            if (input.has(member) && (!tls || member.equals("MutualAuthentication"))) {
                throw Refusals.validation("'" + member + "' cannot be specified for " + protocol + " listeners");
            }
        }
        if (!tls) {
            return Optional.empty();
        }
        String certificate = certificate(input)
                .or(() -> before.map(Tls::certificateArn))
                .orElseThrow(
                        () -> Refusals.validation("A certificate must be specified for " + protocol + " listeners"));
        return Optional.of(new Tls(
                input.optionalString("SslPolicy")
                        .or(() -> before.map(Tls::sslPolicy))
                        .orElse(DEFAULT_POLICY),
                certificate,
                input.has("AlpnPolicy") ? alpnPolicy(input) : before.flatMap(Tls::alpnPolicy)));
    }

    /** Adds the members that stand before the actions. */
    static void addTo(ObjectNode members, Tls tls) {
        members.putArray("Certificates").addObject().put("CertificateArn", tls.certificateArn());
        members.put("SslPolicy", tls.sslPolicy());
    }

    private static Optional<String> certificate(Input input) {
        List<Input> certificates = input.structures("Certificates");
        if (certificates.size() > 1) {
            throw Refusals.validation("You must provide a list containing exactly one certificate");
        }
        return certificates.stream()
                .findFirst()
                .map(certificate -> certificate
                        .optionalString("CertificateArn")
                        .orElseThrow(() -> Refusals.validation("A certificate ARN must be specified")));
    }

    private static Optional<String> alpnPolicy(Input input) {
        List<String> policies = input.strings("AlpnPolicy");
        if (policies.size() > 1) {
            throw Refusals.validation("A listener can only have '1' ALPN policy");
        }
        policies.stream().filter(policy -> !ALPN_POLICIES.contains(policy)).forEach(policy -> {
            throw Refusals.of("ALPNPolicyNotFound", "ALPN policy '" + policy + "' not found");
        });
        return policies.stream().findFirst();
    }
}
