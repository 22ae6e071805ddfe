package io.underpass.gateway.control;

import io.underpass.aws.AwsError;
import io.underpass.aws.Scope;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.BasePathMapping;
import io.underpass.gateway.model.DomainName;
import io.underpass.gateway.model.RestApi.EndpointConfiguration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pcollections.PSortedMap;

/**
 * Reads and checks the settings of a custom domain name, whether created or patched.
 *
 * <p>Threads: stateless.
 */
final class DomainNameReader {

    /** What the owner calls its certificates. */
    static final List<String> CERTIFICATE_MEMBERS = List.of(
            "certificateName",
            "certificateArn",
            "regionalCertificateName",
            "regionalCertificateArn",
            "ownershipVerificationCertificateArn");

    private static final String DEFAULT_POLICY = "TLS_1_2";
    private static final int MAX_CHARACTERS = 253;
    private static final Pattern NAME =
            Pattern.compile("(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private DomainNameReader() {}

    /**
     * Reads {@code input}.
     *
     * @param hostPrefix stays the same when patched, as do the other parameters
     */
    static DomainName read(
            Input input,
            Scope scope,
            String name,
            String hostPrefix,
            Optional<DomainName.Certificate> certificate,
            PSortedMap<String, BasePathMapping> mappings) {
        EndpointConfiguration endpoint = EndpointSettings.read(input.structure("endpointConfiguration"));
        if (endpoint.types().contains("PRIVATE")) {
            throw AwsError.notEmulated("private custom domain names (endpoint type PRIVATE)");
        }
        Optional<String> routing = input.optionalString("routingMode").filter(mode -> !mode.isEmpty());
        if (routing.filter(mode -> !mode.equals("BASE_PATH_MAPPING_ONLY")).isPresent()) {
            throw AwsError.notEmulated("routing rules of custom domain names (routingMode " + routing.get() + ")");
        }
        if (input.has("policy")) {
            throw AwsError.notEmulated("resource policies of custom domain names (policy)");
        }
        if (input.optionalString("endpointAccessMode").filter("STRICT"::equals).isPresent()) {
            throw AwsError.notEmulated("endpointAccessMode STRICT of custom domain names");
        }
        String policy = input.optionalString("securityPolicy").orElse(DEFAULT_POLICY);
        if (!RestApis.SECURITY_POLICIES.contains(policy)) {
            throw Refusals.badRequest("Invalid securityPolicy specified. Valid options are "
                    + String.join(",", RestApis.SECURITY_POLICIES)); // wording: a guess
        }
        Optional<DomainName.MutualTls> mutual = input.structure("mutualTlsAuthentication")
                .flatMap(child -> child.optionalString("truststoreUri")
                        .filter(uri -> !uri.isEmpty())
                        .map(uri ->
                                new DomainName.MutualTls(checkedUri(uri), child.optionalString("truststoreVersion"))));
        return new DomainName(
                scope,
                name,
                hostPrefix,
                certificates(input),
                certificate,
                endpoint,
                policy,
                mutual,
                input.stringMap("tags"),
                mappings);
    }

    /** The name that {@code text} stands for. */
    static String name(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        if (name.length() > MAX_CHARACTERS || !NAME.matcher(name).matches()) {
            throw Refusals.badRequest("Invalid domain name identifier specified: " + text); // wording: a guess
        }
        return name;
    }

    /** Files beside the buckets that AWS knows: a bucket's file is looked for in the directory for trust stores. */
    private static String checkedUri(String uri) {
        if (!uri.startsWith("s3://") && !uri.startsWith("file:///") && !uri.startsWith("/")) {
            throw Refusals.badRequest("Invalid truststoreUri specified: " + uri
                    + ". It must be an S3 URI, or a file's path or URI"); // wording: our own
        }
        return uri;
    }

    private static Map<String, String> certificates(Input input) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String member : CERTIFICATE_MEMBERS) {
            input.optionalString(member).ifPresent(value -> given.put(member, value));
        }
        return Map.copyOf(given);
    }
}
