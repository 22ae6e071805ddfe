package io.underpass.gateway.data;

import io.underpass.gateway.model.BasePathMapping;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.RequestHead;
import java.util.Locale;
import java.util.Optional;

/**
 * Which API, stage and path a request asks for. Four forms are understood:
 *
 * <ul>
 *   <li>host {@code API.execute-api.REGION.ANYTHING}, path {@code /STAGE/PATH}; a private API's host begins with
 *       {@code API-VPCE}, where {@code VPCE} begins with {@code vpce-}
 *   <li>path {@code /restapis/API/STAGE/_user_request_/PATH}
 *   <li>path {@code /_aws/execute-api/API/STAGE/PATH}
 *   <li>host of a custom domain name, whose base path mappings name the API and perhaps the stage
 * </ul>
 *
 * <p>Threads: immutable.
 *
 * @param apiId the API's id; of a host in lower case
 * @param stage the stage's name; empty where the path names none
 * @param path what follows the stage, undecoded: empty, or beginning with a slash
 * @param host the Host field as received; empty where there is none
 * @param customPath the whole path, where the host is a custom domain name
 */
public record InvokeAddress(String apiId, String stage, String path, String host, Optional<String> customPath) {

    private static final String HOST_LABEL = ".execute-api.";
    private static final String REST_APIS = "/restapis/";
    private static final String USER_REQUEST = "_user_request_";
    private static final String ENDPOINT = "vpce-";
    private static final String BEFORE_ENDPOINT = "-vpce-";
    private static final String AWS_PATH = "/_aws/execute-api/";

    /** An address that is not one of a custom domain name. */
    InvokeAddress(String apiId, String stage, String path, String host) {
        this(apiId, stage, path, host, Optional.empty());
    }

    /** What {@code mapping} of the custom domain name that is {@code host} makes of {@code path}. */
    static InvokeAddress mapped(BasePathMapping mapping, String path, String host) {
        int from = mapping.basePath().isEmpty() ? 0 : 1 + mapping.basePath().length();
        String rest = path.substring(from);
        Optional<String> whole = Optional.of(path);
        if (mapping.stage().isPresent()) {
            return new InvokeAddress(mapping.restApiId(), mapping.stage().get(), rest, host, whole);
        }
        InvokeAddress named = afterApi(mapping.restApiId(), rest, host);
        return new InvokeAddress(named.apiId(), named.stage(), named.path(), host, whole);
    }

    /** An address at the custom domain name that is {@code host} which no mapping has. */
    static InvokeAddress unmapped(String path, String host) {
        return new InvokeAddress("", "", path, host, Optional.of(path));
    }

    /** The address that {@code head} asks for; empty where the request is no invocation. */
    public static Optional<InvokeAddress> of(RequestHead head) {
        String host = head.headers().get(FieldNames.HOST, "");
        String path = head.path();
        int label = apiLabelEnd(host);
        if (label > 0 && HostAndPort.isValid(host)) {
            return Optional.of(afterApi(apiId(host.substring(0, label).toLowerCase(Locale.ROOT), head), path, host));
        }
        if (path.startsWith(AWS_PATH)) {
            int end = segmentEnd(path, AWS_PATH.length());
            return Optional.of(afterApi(path.substring(AWS_PATH.length(), end), path.substring(end), host));
        }
        return path.startsWith(REST_APIS) ? ofUserRequest(path, host) : Optional.empty();
    }

    /**
     * The path as {@code $context.path} shows it: with the stage, or with the base path of a custom domain name (a guess,
     * spec 5.1).
     */
    String contextPath() {
        return customPath.orElseGet(() -> '/' + stage + path);
    }

    /** The host without its port, in lower case; empty where there is none that is valid. */
    String domainName() {
        return HostAndPort.parse(host)
                .map(read -> read.withoutPort().lowerCased().toString())
                .orElse("");
    }

    /** The first label of the domain name. */
    String domainPrefix() {
        String domainName = domainName();
        int dot = domainName.indexOf('.');
        return dot < 0 ? domainName : domainName.substring(0, dot);
    }

    /**
     * The VPC endpoint that a host names ({@code API-VPCE.execute-api…}, or the endpoint's own name, {@code
     * vpce-ID-SUFFIX.execute-api…}); empty where it names none.
     */
    Optional<String> vpcEndpointId() {
        if (customPath.isPresent() || apiLabelEnd(host) <= 0) {
            return Optional.empty();
        }
        String label = domainPrefix();
        if (label.startsWith(ENDPOINT)) {
            int suffix = label.indexOf('-', ENDPOINT.length());
            return Optional.of(suffix < 0 ? label : label.substring(0, suffix));
        }
        int dash = label.lastIndexOf(BEFORE_ENDPOINT);
        return dash > 0 ? Optional.of(label.substring(dash + 1)) : Optional.empty();
    }

    /**
     * {@code API}, {@code API-VPCE}, or a VPC endpoint's own name, whose callers name the API in a header (spec 2.2). AWS's
     * ids have no hyphens, those that a tag gives may have.
     */
    private static String apiId(String label, RequestHead head) {
        if (label.startsWith(ENDPOINT)) {
            return head.headers().get(Fields.ENDPOINT_API_ID, "").toLowerCase(Locale.ROOT);
        }
        int dash = label.lastIndexOf(BEFORE_ENDPOINT);
        return dash > 0 ? label.substring(0, dash) : label;
    }

    /** Slashes before the stage count as one (spec 2.3, observed on AWS). */
    private static InvokeAddress afterApi(String apiId, String path, String host) {
        int from = 0;
        while (from < path.length() && path.charAt(from) == '/') {
            from++;
        }
        int end = segmentEnd(path, from);
        return new InvokeAddress(apiId, path.substring(from, end), path.substring(end), host);
    }

    private static Optional<InvokeAddress> ofUserRequest(String path, String host) {
        int apiEnd = segmentEnd(path, REST_APIS.length());
        int stageFrom = Math.min(apiEnd + 1, path.length());
        int stageEnd = segmentEnd(path, stageFrom);
        int markFrom = Math.min(stageEnd + 1, path.length());
        int markEnd = segmentEnd(path, markFrom);
        if (!path.substring(markFrom, markEnd).equals(USER_REQUEST)) {
            return Optional.empty();
        }
        return Optional.of(new InvokeAddress(
                path.substring(REST_APIS.length(), apiEnd),
                path.substring(stageFrom, stageEnd),
                path.substring(markEnd),
                host));
    }

    private static int segmentEnd(String path, int from) {
        int end = path.indexOf('/', from);
        return end < 0 ? path.length() : end;
    }

    /** Where the first label of {@code host} ends; -1 where another one than {@code execute-api} follows, or nothing after that. */
    private static int apiLabelEnd(String host) {
        int dot = host.indexOf('.');
        int next = dot + HOST_LABEL.length();
        boolean invoked = dot > 0
                && host.regionMatches(true, dot, HOST_LABEL, 0, HOST_LABEL.length())
                && next < host.length()
                && host.charAt(next) != ':';
        return invoked ? dot : -1;
    }
}
