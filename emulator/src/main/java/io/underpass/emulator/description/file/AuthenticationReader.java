package io.underpass.emulator.description.file;

import io.underpass.emulator.description.Authentication;
import io.underpass.emulator.description.Authentication.Claim;
import io.underpass.emulator.description.Authentication.Session;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** Reads what an action is done behind. Threads: stateless. */
final class AuthenticationReader {

    private static final List<String> KINDS = List.of("oidc", "cognito", "jwt");
    private static final String SINGLE = "single-string";

    private AuthenticationReader() {}

    /** The one among the keys of an action or a rule; empty where there is none. */
    static Optional<Authentication> read(Fields fields) {
        List<String> given = KINDS.stream().filter(fields::has).toList();
        if (given.size() > 1) {
            fields.wrong("there should be only one of " + String.join(", ", given));
        }
        return Stream.of(
                        fields.read("oidc", AuthenticationReader::oidc),
                        fields.read("cognito", AuthenticationReader::cognito),
                        fields.read("jwt", AuthenticationReader::jwt))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Authentication> oidc(Node node, String path, Mistakes mistakes) {
        Fields fields = Fields.of(node, Part.OIDC, path, mistakes);
        return Optional.of(new Authentication.Oidc(
                needed(fields, "issuer"),
                needed(fields, "authorizationEndpoint"),
                needed(fields, "tokenEndpoint"),
                needed(fields, "userInfoEndpoint"),
                needed(fields, "clientId"),
                needed(fields, "clientSecret"),
                session(fields)));
    }

    private static Optional<Authentication> cognito(Node node, String path, Mistakes mistakes) {
        Fields fields = Fields.of(node, Part.COGNITO, path, mistakes);
        return Optional.of(new Authentication.Cognito(
                needed(fields, "userPool"), needed(fields, "clientId"), needed(fields, "domain"), session(fields)));
    }

    private static Optional<Authentication> jwt(Node node, String path, Mistakes mistakes) {
        Fields fields = Fields.of(node, Part.JWT, path, mistakes);
        return Optional.of(new Authentication.Jwt(
                needed(fields, "issuer"),
                needed(fields, "jwks"),
                fields.named("claims", "claims by name", AuthenticationReader::claim)));
    }

    private static Optional<Claim> claim(String name, Fields.Named value) {
        if (value.isText()) {
            return value.text().map(text -> new Claim(name, SINGLE, List.of(text)));
        }
        Fields fields = value.fields(Part.CLAIM);
        return Optional.of(new Claim(
                name,
                fields.oneOf("format", SINGLE, "string-array", "space-separated-values")
                        .orElse(SINGLE),
                fields.texts("values")));
    }

    private static String needed(Fields fields, String key) {
        Optional<String> text = fields.text(key);
        if (!fields.has(key)) {
            fields.wrong(key + " is missing");
        }
        return text.orElse("");
    }

    private static Session session(Fields fields) {
        return new Session(
                fields.text("scope"),
                fields.text("cookie"),
                fields.time("timeout"),
                fields.oneOf("unauthenticated", "authenticate", "allow", "deny"),
                fields.textMap("parameters"));
    }
}
