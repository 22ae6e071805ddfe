package io.underpass.emulator.edge;

import io.underpass.acm.control.AcmOperations;
import io.underpass.network.control.Ec2Operations;
import io.underpass.network.control.StsOperations;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which service, region and account a control call addresses, as AWS clients say it: the scope of the SigV4 signature, the
 * host, the path, or the {@code Action} and {@code Version} of a Query call, in that order.
 *
 * <p>Threads: immutable.
 *
 * @param service the signing name, {@code apigateway} for instance; empty where nothing says
 * @param region empty where nothing says
 * @param account the access key, where it is twelve digits; a habit of emulators, AWS's keys are none
 */
record AwsAddress(String service, Optional<String> region, Optional<String> account) {

    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=([^/,\\s]+)/\\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern HOST =
            Pattern.compile("([a-z0-9-]+)\\.([a-z]{2}(?:-[a-z]+)+-\\d)\\.amazonaws\\.com(?:\\.cn)?");
    private static final List<String> API_GATEWAY_PATHS = List.of(
            "/restapis",
            "/vpclinks",
            "/v2/",
            "/apikeys",
            "/usageplans",
            "/domainnames",
            "/clientcertificates",
            "/account",
            "/tags/",
            "/sdktypes");

    /** The services that speak Query, by the versions that their requests name. */
    private static final Map<String, String> QUERY_SERVICES =
            Map.of(Ec2Operations.VERSION, "ec2", StsOperations.VERSION, "sts");

    private static final String OTHER_QUERY_SERVICE = "elasticloadbalancing";

    /**
     * Reads the address.
     *
     * @param headers the header fields, names in lower case
     * @param parameters those of the query and of a form
     */
    static AwsAddress of(String path, Map<String, String> headers, Map<String, List<String>> parameters) {
        String authorization = headers.getOrDefault("authorization", "");
        String presigned =
                parameters.getOrDefault("X-Amz-Credential", List.of("")).get(0);
        Matcher credential = CREDENTIAL.matcher(presigned.isEmpty() ? authorization : "Credential=" + presigned);
        if (credential.find()) {
            Optional<String> account = Optional.of(credential.group(1))
                    .filter(key -> ACCOUNT.matcher(key).matches());
            return new AwsAddress(credential.group(3), Optional.of(credential.group(2)), account);
        }
        Matcher host = HOST.matcher(headers.getOrDefault("host", "").toLowerCase(Locale.ROOT));
        if (host.lookingAt()) {
            return unsigned(host.group(1), Optional.of(host.group(2)));
        }
        if (headers.getOrDefault("x-amz-target", "").startsWith(AcmOperations.TARGET + '.')) {
            return unsigned("acm", Optional.empty());
        }
        if (API_GATEWAY_PATHS.stream().anyMatch(path::startsWith)) {
            return unsigned("apigateway", Optional.empty());
        }
        if (parameters.containsKey("Action") && parameters.containsKey("Version")) {
            String version = parameters.get("Version").get(0);
            return unsigned(QUERY_SERVICES.getOrDefault(version, OTHER_QUERY_SERVICE), Optional.empty());
        }
        return unsigned("", Optional.empty());
    }

    private static AwsAddress unsigned(String service, Optional<String> region) {
        return new AwsAddress(service, region, Optional.empty());
    }
}
