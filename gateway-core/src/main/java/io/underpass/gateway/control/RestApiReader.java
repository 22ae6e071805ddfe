package io.underpass.gateway.control;

import io.underpass.aws.AwsError;
import io.underpass.aws.Scope;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.RestApi;
import io.underpass.gateway.policy.PolicyReader;
import io.underpass.gateway.policy.PolicyReading;
import io.underpass.gateway.policy.PolicyText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads and checks the settings of an API, whether created or patched.
 *
 * <p>Threads: stateless.
 */
final class RestApiReader {

    private static final int MAX_COMPRESSION_BYTES = 10_485_760;
    private static final int MAX_POLICY_CHARACTERS = 8192;
    private static final String INVALID_POLICY =
            "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.";

    private RestApiReader() {}

    /**
     * Reads {@code input}.
     *
     * @param id stays the same when patched, as do the other parameters
     */
    static RestApi read(Input input, Scope scope, String id, String rootResourceId, Instant createdDate) {
        String name = input.optionalString("name").orElse("");
        if (name.isBlank()) {
            throw Refusals.badRequest("Name cannot be empty"); // the words of CreateVpcLink; a guess here
        }
        Optional<Integer> compression = input.optionalInteger("minimumCompressionSize");
        if (compression.filter(size -> size < 0 || size > MAX_COMPRESSION_BYTES).isPresent()) {
            throw Refusals.badRequest("Invalid minimum compression size, must be between 0 and 10485760");
        }
        return new RestApi(
                scope,
                id,
                name,
                input.optionalString("description"),
                createdDate,
                input.optionalString("version"),
                input.strings("binaryMediaTypes").stream().distinct().toList(),
                compression,
                oneOf("apiKeySource", input, List.of("HEADER", "AUTHORIZER")).orElse("HEADER"),
                EndpointSettings.read(input.structure("endpointConfiguration")),
                policy(input, scope, id),
                input.stringMap("tags"),
                input.optionalBoolean("disableExecuteApiEndpoint").orElse(false),
                rootResourceId,
                oneOf("securityPolicy", input, RestApis.SECURITY_POLICIES),
                oneOf("endpointAccessMode", input, RestApis.ACCESS_MODES));
    }

    /** Patches have no enumerations, hence the check here; its wording is a guess. */
    private static Optional<String> oneOf(String member, Input input, List<String> values) {
        Optional<String> value = input.optionalString(member);
        if (value.filter(text -> !values.contains(text)).isPresent()) {
            throw Refusals.badRequest(
                    "Invalid " + member + " specified. Valid options are " + String.join(",", values));
        }
        return value;
    }

    /** The text that the caller meant; one that cannot be judged by is refused here, before anybody relies on it. */
    private static Optional<String> policy(Input input, Scope scope, String id) {
        Optional<String> given = input.optionalString("policy").filter(text -> !text.isBlank());
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> policy = PolicyText.plain(given.get());
        if (policy.isEmpty() || policy.get().length() > MAX_POLICY_CHARACTERS) {
            throw Refusals.badRequest(INVALID_POLICY);
        }
        PolicyReading reading = PolicyReader.resourcePolicy(PolicyText.expanded(policy.get(), scope, id));
        if (reading instanceof PolicyReading.NotEmulated missing) {
            throw AwsError.notEmulated(missing.feature());
        }
        if (reading instanceof PolicyReading.Invalid) {
            throw Refusals.badRequest(INVALID_POLICY);
        }
        return policy;
    }
}
