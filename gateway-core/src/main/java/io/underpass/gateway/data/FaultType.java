package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.gateway.model.GatewayResponseType;
import java.util.Locale;
import java.util.Optional;

/**
 * What the gateway itself answers with: AWS's gateway response types as far as they can occur, and the answers of its
 * front end that are none of these. The default bodies of errors found before a method runs have no space after the
 * colon, those of later errors have one (spec 2.11, seen by their lengths).
 *
 * <p>Threads: immutable.
 */
enum FaultType {
    API_CONFIGURATION_ERROR(500, "InternalServerErrorException", Form.SPACED, "Internal server error"),
    INTEGRATION_FAILURE(504, "InternalServerErrorException", Form.SPACED, "Network error communicating with endpoint"),
    INTEGRATION_TIMEOUT(504, "InternalServerErrorException", Form.SPACED, "Endpoint request timed out"),
    /** What a Lambda function behind a proxy integration answered cannot be understood. */
    MALFORMED_PROXY_RESPONSE(502, "InternalServerErrorException", Form.SPACED, "Internal server error"),
    /** The event is larger than Lambda takes; reported by users (spec 2.11), the error type is a guess. */
    INTEGRATION_REQUEST_TOO_LARGE(413, "RequestEntityTooLargeException", Form.COMPACT, "Request Too Long"),

    BAD_REQUEST_PARAMETERS(400, "BadRequestException", Form.SPACED, "Missing required request parameters: []"),
    BAD_REQUEST_BODY(400, "BadRequestException", Form.SPACED, "Invalid request body"),
    UNSUPPORTED_MEDIA_TYPE(415, "BadRequestException", Form.SPACED, "Unsupported Media Type"),
    UNAUTHORIZED(401, "UnauthorizedException", Form.COMPACT, "Unauthorized"),
    ACCESS_DENIED(403, "AccessDeniedException", Form.CAPITAL, "User is not authorized to access this resource"),
    AUTHORIZER_CONFIGURATION_ERROR(500, "AuthorizerConfigurationException", Form.NULL, "null"),

    /** Message and error type are guesses. */
    AUTHORIZER_FAILURE(500, "AuthorizerFailureException", Form.NULL, "null"),

    INVALID_SIGNATURE(
            403,
            "InvalidSignatureException",
            Form.COMPACT,
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                    + " Access Key and signing method. Consult the service documentation for details."),

    /** Nobody has the access key that a request is signed with. */
    UNRECOGNIZED_CLIENT(
            403, "UnrecognizedClientException", Form.COMPACT, "The security token included in the request is invalid."),
    /** Message and error type are guesses. */
    EXPIRED_TOKEN(403, "ExpiredTokenException", Form.COMPACT, "The security token included in the request is expired"),

    INVALID_API_KEY(403, "ForbiddenException", Form.COMPACT, "Forbidden"),
    THROTTLED(429, "TooManyRequestsException", Form.COMPACT, "Too Many Requests"),
    QUOTA_EXCEEDED(429, "LimitExceededException", Form.COMPACT, "Limit Exceeded"),
    MISSING_AUTHENTICATION_TOKEN(
            403, "MissingAuthenticationTokenException", Form.COMPACT, "Missing Authentication Token"),

    /** An unmatched route, asked for with an {@code Authorization} header that is no SigV4 signature. */
    INCOMPLETE_SIGNATURE(403, "IncompleteSignatureException", Form.COMPACT, "Missing Authentication Token"),

    /** No such stage, or the endpoint is switched off. */
    FORBIDDEN(403, "ForbiddenException", Form.COMPACT, "Forbidden"),

    /** On AWS there is no DNS name for such an id, so that this answer is our own choice. */
    UNKNOWN_API(404, "NotFoundException", Form.COMPACT, "Not Found"),

    /** Seen with v2 links that cannot reach their target; body and error type are a guess (spec 1.9). */
    SERVICE_UNAVAILABLE(503, "ServiceUnavailableException", Form.COMPACT, "Service Unavailable"),

    /** Exists on AWS and not here. */
    NOT_EMULATED(501, "NotImplementedException", Form.SPACED, "Underpass does not emulate this yet."),

    REQUEST_TOO_LARGE(413, "", Form.PLAIN, "HTTP content length exceeded 10485760 bytes."),
    HEADERS_TOO_LARGE(431, "", Form.PLAIN, "HTTP header is larger than 10240 bytes."),

    /** The words are a guess. */
    URI_TOO_LONG(414, "", Form.PLAIN, "Request URI too long");

    private enum Form {
        COMPACT,
        SPACED,

        /** The member is called {@code Message} (observed on AWS). */
        CAPITAL,

        /** The message is JSON's null (observed on AWS). */
        NULL,
        PLAIN
    }

    private final int status;
    private final String errorType;
    private final Form form;
    private final String message;

    FaultType(int status, String errorType, Form form, String message) {
        this.status = status;
        this.errorType = errorType;
        this.form = form;
        this.message = message;
    }

    HttpResponseStatus status() {
        return HttpResponseStatus.valueOf(status);
    }

    /**
     * The type of gateway response that an API can have in place of this answer; empty where the front end answers, whose
     * answers no API can change. Those of AWS's failures that are no type of their own belong to the general one: known
     * of malformed answers of Lambda functions, else a guess.
     */
    Optional<GatewayResponseType> gatewayResponse() {
        return switch (this) {
            case INCOMPLETE_SIGNATURE -> Optional.of(GatewayResponseType.INVALID_SIGNATURE);
            case UNRECOGNIZED_CLIENT -> Optional.of(GatewayResponseType.ACCESS_DENIED);
            case INTEGRATION_REQUEST_TOO_LARGE -> Optional.of(GatewayResponseType.REQUEST_TOO_LARGE);
            case MALFORMED_PROXY_RESPONSE, SERVICE_UNAVAILABLE -> Optional.of(GatewayResponseType.DEFAULT_5XX);
            case FORBIDDEN, UNKNOWN_API, NOT_EMULATED, REQUEST_TOO_LARGE, HEADERS_TOO_LARGE, URI_TOO_LONG ->
                Optional.empty();
            default -> GatewayResponseType.named(name());
        };
    }

    /** The value of {@code x-amzn-ErrorType}; empty where the front end answers, which sends none. */
    String errorType() {
        return errorType;
    }

    String contentType() {
        return form == Form.PLAIN ? "text/plain" : "application/json";
    }

    String message() {
        return message;
    }

    /** The body that says {@code text}. */
    String body(String text) {
        return switch (form) {
            case COMPACT -> "{\"message\":\"" + escaped(text) + "\"}";
            case SPACED -> "{\"message\": \"" + escaped(text) + "\"}";
            case CAPITAL -> "{\"Message\":\"" + escaped(text) + "\"}";
            case NULL -> "{\"message\":null}";
            case PLAIN -> text;
        };
    }

    /** {@code text} as {@code $context.error.messageString} shows it. */
    String quoted(String text) {
        return form == Form.NULL ? "null" : '"' + escaped(text) + '"';
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
