package io.underpass.acm.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.underpass.acm.CertificateIssuer;
import io.underpass.acm.CertificateIssuer.Issued;
import io.underpass.acm.model.Certificate;
import io.underpass.acm.model.CertificateState;
import io.underpass.aws.Arn;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StringShape;
import io.underpass.aws.shape.StructureShape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.PSortedMap;

/**
 * RequestCertificate and ImportCertificate. What is requested is issued at once: there is nobody here to prove to that a
 * domain is one's own.
 *
 * <p>Threads: for the control thread.
 */
record CertificateMaking(CertificateIssuer issuer) {

    private static final StringShape DOMAIN =
            string(1, 253, "^(\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$");

    private static final StructureShape REQUEST = input("requestCertificateInput")
            .required("DomainName", DOMAIN)
            .optional("ValidationMethod", enumeration("EMAIL", "DNS", "HTTP"))
            .optional("SubjectAlternativeNames", list(DOMAIN, 1, 100))
            .optional("IdempotencyToken", string(1, 32, "\\w+"))
            .optional(
                    "DomainValidationOptions",
                    list(structure().required("DomainName", DOMAIN).required("ValidationDomain", DOMAIN)))
            .optional(
                    "Options",
                    structure()
                            .optional("CertificateTransparencyLoggingPreference", enumeration("ENABLED", "DISABLED"))
                            .optional("Export", enumeration("ENABLED", "DISABLED")))
            .optional("CertificateAuthorityArn", string())
            .optional("Tags", CertificateTags.TAGS)
            .optional(
                    "KeyAlgorithm",
                    enumeration(
                            "RSA_1024",
                            "RSA_2048",
                            "RSA_3072",
                            "RSA_4096",
                            "EC_prime256v1",
                            "EC_secp384r1",
                            "EC_secp521r1"))
            .optional("ManagedBy", enumeration("CLOUDFRONT"));

    private static final StructureShape IMPORT = input("importCertificateInput")
            .optional("CertificateArn", string())
            .required("Certificate", string())
            .required("PrivateKey", string())
            .optional("CertificateChain", string())
            .optional("Tags", CertificateTags.TAGS);

    List<Operation<CertificateState>> operations() {
        return List.of(
                new Operation<>("RequestCertificate", REQUEST, this::request),
                new Operation<>("ImportCertificate", IMPORT, this::importOne));
    }

    private Outcome<CertificateState> request(Call<CertificateState> call) {
        Input input = call.input();
        if (input.has("CertificateAuthorityArn")) {
            throw AwsError.notEmulated("certificates of a private certificate authority");
        }
        if (input.has("ManagedBy")) {
            throw AwsError.notEmulated("certificates that another service manages");
        }
        Certificate.Request asked = new Certificate.Request(
                Stream.concat(Stream.of(input.string("DomainName")), input.strings("SubjectAlternativeNames").stream())
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList(),
                input.optionalString("ValidationMethod").orElse("EMAIL"),
                input.optionalString("KeyAlgorithm").orElse("RSA_2048"),
                input.structure("Options")
                        .flatMap(options -> options.optionalString("CertificateTransparencyLoggingPreference"))
                        .orElse("ENABLED"),
                input.optionalString("IdempotencyToken"));
        Optional<Certificate> same = asked.idempotencyToken().isEmpty()
                ? Optional.empty()
                : call.state().in(call.scope()).values().stream()
                        .filter(known -> known.request().equals(Optional.of(asked)))
                        .findFirst();
        if (same.isPresent()) {
            return outcome(call.state(), same.get());
        }
        PSortedMap<String, String> tags = CertificateTags.read(input);
        Issued issued = issuer.issue(asked.names(), asked.keyAlgorithm());
        Certificate made = new Certificate(
                newArn(call),
                Optional.of(asked),
                call.now(),
                Optional.empty(),
                issued.certificate(),
                issued.chain(),
                issued.privateKey(),
                tags);
        return outcome(call.state().with(made), made);
    }

    private Outcome<CertificateState> importOne(Call<CertificateState> call) {
        Input input = call.input();
        Issued given = new Issued(
                blob(input, "Certificate"),
                input.has("CertificateChain") ? blob(input, "CertificateChain") : "",
                blob(input, "PrivateKey"));
        issuer.problem(given).ifPresent(problem -> {
            throw validation(problem);
        });
        if (!input.has("CertificateArn")) {
            return taken(call, newArn(call), given, call.now(), CertificateTags.read(input));
        }
        Certificate before = Existing.certificate(call);
        if (before.request().isPresent()) {
            throw validation("The certificate " + before.certificateArn() + " was not imported and cannot be now");
        }
        if (input.has("Tags")) {
            throw validation("Tagging is not permitted on re-import.");
        }
        return taken(call, before.certificateArn(), given, before.createdAt(), before.tags());
    }

    private static Outcome<CertificateState> taken(
            Call<CertificateState> call, String arn, Issued given, Instant createdAt, PSortedMap<String, String> tags) {
        Certificate imported = new Certificate(
                arn,
                Optional.empty(),
                createdAt,
                Optional.of(call.now()),
                given.certificate(),
                given.chain(),
                given.privateKey(),
                tags);
        return outcome(call.state().with(imported), imported);
    }

    private static String newArn(Call<CertificateState> call) {
        return Arn.of("acm", call.scope(), "certificate/" + call.ids().uuid()).toString();
    }

    private static String blob(Input input, String member) {
        try {
            return new String(Base64.getDecoder().decode(input.string(member)), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "SerializationException", "The member " + member + " is not Base64");
        }
    }

    private static AwsError validation(String text) {
        return new AwsError(400, "ValidationException", text);
    }

    private static Outcome<CertificateState> outcome(CertificateState state, Certificate certificate) {
        return new Outcome<>(
                state, JsonNodeFactory.instance.objectNode().put("CertificateArn", certificate.certificateArn()));
    }
}
