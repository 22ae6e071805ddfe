package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.bool;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.Certificates;
import io.underpass.alb.model.Listener.Tls;
import io.underpass.alb.model.MutualAuthentication;
import io.underpass.alb.model.SslPolicy;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.ListShape;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and shows how a listener ends TLS (spec 1.4).
 *
 * <p>Threads: for the control thread.
 *
 * @param existing where trust stores are looked for
 * @param certificates those that there are
 */
record ListenerTls(Existing existing, Certificates certificates) {

    /** A member {@code Certificates}. */
    static final ListShape CERTIFICATES =
            list(structure().optional("CertificateArn", string()).optional("IsDefault", bool()));

    private static final List<String> ALPN_POLICIES =
            List.of("HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None");

    private static final Set<String> WITH_TLS = Set.of("TLS", "HTTPS");

    /**
     * What {@code input} says of TLS, and else what was {@code before}; nothing where the protocol is another.
     *
     * @throws io.underpass.aws.AwsError where the protocol takes no such members, or lacks a certificate
     */
    Optional<Tls> read(Input input, String protocol, Optional<Tls> before) {
        boolean tls = WITH_TLS.contains(protocol);
        for (String member : List.of("SslPolicy", "Certificates", "AlpnPolicy", "MutualAuthentication")) {
            boolean fits = switch (member) {
                case "AlpnPolicy" -> protocol.equals("TLS");
                case "MutualAuthentication" -> protocol.equals("HTTPS");
                default -> tls;
            };
            if (input.has(member) && !fits) {
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
                policy(input, before),
                certificate,
                input.has("AlpnPolicy") ? alpnPolicy(input) : before.flatMap(Tls::alpnPolicy),
                before.map(Tls::moreCertificateArns).orElse(List.of()),
                protocol.equals("HTTPS") ? mutualAuthentication(input, before) : Optional.empty()));
    }

    private static String policy(Input input, Optional<Tls> before) {
        Optional<String> asked = input.optionalString("SslPolicy");
        asked.filter(name -> SslPolicy.named(name).isEmpty()).ifPresent(name -> {
            throw Refusals.of("SSLPolicyNotFound", "SSL policy '" + name + "' not found");
        });
        return asked.or(() -> before.map(Tls::sslPolicy)).orElse(SslPolicy.DEFAULT);
    }

    private Optional<MutualAuthentication> mutualAuthentication(Input input, Optional<Tls> before) {
        return input.structure("MutualAuthentication")
                .map(given -> MutualAuthenticationMembers.read(given, existing))
                .or(() -> before.flatMap(Tls::mutualAuthentication));
    }

    /** Adds the members that stand before the actions. */
    static void addTo(ObjectNode members, Tls tls) {
        members.putArray("Certificates").addObject().put("CertificateArn", tls.certificateArn());
        members.put("SslPolicy", tls.sslPolicy());
    }

    /** Adds the members that stand behind the actions; {@code protocol} is the listener's. */
    static void addMoreTo(ObjectNode members, Tls tls, String protocol) {
        tls.alpnPolicy().ifPresent(policy -> members.set("AlpnPolicy", Answer.texts(List.of(policy))));
        if (protocol.equals("HTTPS")) {
            MutualAuthenticationMembers.addTo(
                    members.putObject("MutualAuthentication"),
                    tls.mutualAuthentication().orElse(MutualAuthentication.OFF));
        }
    }

    private Optional<String> certificate(Input input) {
        List<Input> given = input.structures("Certificates");
        if (given.size() > 1) {
            throw Refusals.of(
                    "TooManyCertificates",
                    "Up to '1' certificate ARNs can be specified, but '" + given.size() + "' were specified");
        }
        Optional<String> certificate = given.stream().findFirst().map(ListenerTls::arn);
        certificate.ifPresent(this::check);
        return certificate;
    }

    /** The ARN that a member of {@link #CERTIFICATES} names. */
    static String arn(Input certificate) {
        return certificate
                .optionalString("CertificateArn")
                .orElseThrow(() -> Refusals.validation("A certificate ARN must be specified"));
    }

    /** Refuses what is no certificate. */
    void check(String certificateArn) {
        if (certificates.find(certificateArn).isEmpty()) {
            throw Refusals.of("CertificateNotFound", "Certificate '" + certificateArn + "' not found");
        }
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
