package io.underpass.gateway.control;

import io.underpass.aws.Arn;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the uri of an integration. Of an HTTP one, everything but the scheme may hold stage variables (spec 5.4) and
 * <code>{placeholders}</code>.
 *
 * <p>Threads: stateless.
 */
final class IntegrationUri {

    private static final String VARIABLE = "\\$\\{stageVariables\\.[A-Za-z0-9_]+}";
    private static final String PLACEHOLDER = "\\{[a-zA-Z0-9._$-]+}";
    private static final Pattern HTTP = Pattern.compile("https?://"
            + "(?:[A-Za-z0-9._-]++|\\[[0-9A-Fa-f:.]++]|" + VARIABLE + '|' + PLACEHOLDER + ")++"
            + "(?::(?<port>\\d{1,5}|" + VARIABLE + "))?"
            + "(?:[/?](?:[^\\s\\p{Cntrl}{}$]++|\\$(?!\\{)|" + VARIABLE + '|' + PLACEHOLDER + ")*+)?");
    private static final int FIRST_UNPRIVILEGED_PORT = 1024;
    private static final int LAST_PORT = 65_535;

    private IntegrationUri() {}

    /** The uri of an HTTP or HTTP_PROXY integration; ports as of spec 2.13: 80, 443, 1024 to 65535. */
    static void checkHttp(Optional<String> uri) {
        Matcher matcher = HTTP.matcher(uri.orElse(""));
        if (!matcher.matches() || !isAllowed(Optional.ofNullable(matcher.group("port")))) {
            throw Refusals.badRequest("Invalid HTTP endpoint specified for URI");
        }
    }

    private static boolean isAllowed(Optional<String> port) {
        if (port.isEmpty() || port.get().startsWith("$")) {
            return true;
        }
        int number = Integer.parseInt(port.get());
        return number == 80 || number == 443 || (number >= FIRST_UNPRIVILEGED_PORT && number <= LAST_PORT);
    }

    /**
     * The uri of an AWS or AWS_PROXY integration: {@code arn:aws:apigateway:region:service:path|action/...}. Lambda can let
     * API Gateway call it by itself, other services need a role.
     */
    static void checkAws(String type, Optional<String> uri, Optional<String> credentials) {
        Arn arn = uri.flatMap(Arn::parse)
                .filter(one -> one.service().equals("apigateway"))
                .orElseThrow(() -> Refusals.badRequest("Invalid ARN specified in the request"));
        if (!arn.resource().startsWith("path/") && !arn.resource().startsWith("action/")) {
            throw Refusals.badRequest("AWS ARN for integration must contain path or action");
        }
        boolean proxied = arn.account().equals("lambda") || arn.account().equals("firehose");
        if (type.equals("AWS_PROXY") && !proxied) {
            throw Refusals.badRequest("Integrations of type 'AWS_PROXY' currently only supports Lambda function and"
                    + " Firehose stream invocations.");
        }
        if (!arn.account().equals("lambda") && credentials.isEmpty()) {
            throw Refusals.badRequest("Role ARN must be specified for AWS integrations");
        }
    }

    /** The credentials of an integration of any type: a role, {@code arn:aws:iam::*:user/*} for the caller's own. */
    static void checkCredentials(String credentials) {
        if (!credentials.contains("${stageVariables.") && Arn.parse(credentials).isEmpty()) {
            throw Refusals.badRequest("Invalid ARN specified in the request");
        }
    }
}
