package io.underpass.gateway.control;

import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.IntegrationResponse;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * Reads an integration, whether put or patched, with AWS's defaults (spec 6.4). {@link IntegrationChecks} judges it.
 *
 * <p>Threads: stateless.
 */
final class IntegrationReader {

    private static final int DEFAULT_TIMEOUT_MILLIS = 29_000;

    private IntegrationReader() {}

    /**
     * Reads {@code input}.
     *
     * @param httpMethod the verb towards the backend, whose name in the input differs
     * @param resourceId the default of the cache namespace
     * @param responses the integration responses to keep
     */
    static Integration read(
            Input input,
            Optional<String> httpMethod,
            String resourceId,
            PSortedMap<String, IntegrationResponse> responses) {
        String type = input.string("type");
        return new Integration(
                type,
                httpMethod.filter(text -> !text.isEmpty()),
                given(input, "uri"),
                connectionType(input, isHttp(type)),
                given(input, "connectionId"),
                given(input, "integrationTarget"),
                given(input, "credentials"),
                input.stringMap("requestParameters"),
                input.stringMap("requestTemplates"),
                given(input, "passthroughBehavior").orElse("WHEN_NO_MATCH"),
                given(input, "contentHandling"),
                input.optionalInteger("timeoutInMillis").orElse(DEFAULT_TIMEOUT_MILLIS),
                given(input, "cacheNamespace").orElse(resourceId),
                input.strings("cacheKeyParameters"),
                input.structure("tlsConfig")
                        .map(tls -> new Integration.TlsConfig(
                                tls.optionalBoolean("insecureSkipVerification").orElse(false))),
                given(input, "responseTransferMode"),
                responses);
    }

    static boolean isHttp(String type) {
        return type.equals("HTTP") || type.equals("HTTP_PROXY");
    }

    /** MOCK and AWS integrations show no {@code INTERNET} (spec 6.4, C12). */
    private static Optional<String> connectionType(Input input, boolean http) {
        Optional<String> given = given(input, "connectionType");
        return http
                ? given.or(() -> Optional.of("INTERNET"))
                : given.filter(connection -> !connection.equals("INTERNET"));
    }

    private static Optional<String> given(Input input, String member) {
        return input.optionalString(member).filter(text -> !text.isEmpty());
    }
}
