package io.underpass.gateway.compile;

import io.underpass.aws.Arn;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The uri of an integration with a Lambda function:
 * <code>arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION-ARN/invocations</code>.
 *
 * <p>Threads: immutable.
 *
 * @param functionArn the function's ARN, with its qualifier where it has one
 * @param streaming whether it asks for a response stream
 */
record FunctionUri(String functionArn, boolean streaming) {

    private static final String STREAMING = "response-streaming-invocations";
    private static final Pattern PATH = Pattern.compile(
            "path/\\d{4}-\\d{2}-\\d{2}/functions/(?<function>[^/]+)/(?<operation>invocations|" + STREAMING + ")");
    private static final Pattern FUNCTION =
            Pattern.compile("arn:[\\w-]+:lambda:[\\w-]+:\\d{12}:function:[\\w-]+(:(\\$LATEST|[\\w-]+))?");

    /** Whether {@code uri} leads to Lambda, whatever of it. */
    static boolean isLambda(String uri) {
        return Arn.parse(uri).filter(arn -> arn.account().equals("lambda")).isPresent();
    }

    /** Reads {@code uri}, stage variables put in; empty where it names no function. */
    static Optional<FunctionUri> parse(String uri) {
        Optional<Arn> arn = Arn.parse(uri)
                .filter(one ->
                        one.service().equals("apigateway") && one.account().equals("lambda"));
        Matcher matcher = PATH.matcher(arn.map(Arn::resource).orElse(""));
        return matcher.matches() && FUNCTION.matcher(matcher.group("function")).matches()
                ? Optional.of(new FunctionUri(
                        matcher.group("function"), matcher.group("operation").equals(STREAMING)))
                : Optional.empty();
    }
}
