package io.underpass.alb.identity;

/**
 * Why a request was not let pass, by the names of access logs (spec 6.1), and with which status. That those which metrics
 * count as failures are 401, and those which they count as errors 500, is a guess where spec 5.2 does not say it. The
 * names that begin with JWKS are guesses.
 *
 * <p>Threads: immutable.
 */
public enum ErrorReason {
    AUTH_DENIED("-", 401),
    AUTH_INVALID_COOKIE("AuthInvalidCookie", 401),
    AUTH_INVALID_GRANT_ERROR("AuthInvalidGrantError", 401),
    AUTH_INVALID_ID_TOKEN("AuthInvalidIdToken", 401),
    AUTH_INVALID_STATE_PARAM("AuthInvalidStateParam", 401),
    AUTH_INVALID_TOKEN_RESPONSE("AuthInvalidTokenResponse", 401),
    AUTH_INVALID_USERINFO_RESPONSE("AuthInvalidUserinfoResponse", 401),
    AUTH_MISSING_CODE_PARAM("AuthMissingCodeParam", 401),
    AUTH_MISSING_HOST_HEADER("AuthMissingHostHeader", 401),
    AUTH_MISSING_STATE_PARAM("AuthMissingStateParam", 401),
    AUTH_PROVIDER_ERROR("-", 561),
    AUTH_TOKEN_EP_REQUEST_FAILED("AuthTokenEpRequestFailed", 561),
    AUTH_TOKEN_EP_REQUEST_TIMEOUT("AuthTokenEpRequestTimeout", 500),
    AUTH_USERINFO_EP_REQUEST_FAILED("AuthUserinfoEpRequestFailed", 561),
    AUTH_USERINFO_EP_REQUEST_TIMEOUT("AuthUserinfoEpRequestTimeout", 500),
    AUTH_USERINFO_RESPONSE_SIZE_EXCEEDED("AuthUserinfoResponseSizeExceeded", 500),
    AUTH_UNHANDLED_EXCEPTION("AuthUnhandledException", 500),
    JWT_HEADER_NOT_PRESENT("JWTHeaderNotPresent", 401),
    JWT_REQUEST_FORMAT_INVALID("JWTRequestFormatInvalid", 401),
    JWT_SIGNATURE_VALIDATION_ERROR("JWTSignatureValidationError", 401),
    JWT_CLAIM_NOT_PRESENT("JWTClaimNotPresent", 401),
    JWT_CLAIM_FORMAT_INVALID("JWTClaimFormatInvalid", 401),
    JWT_CLAIM_VALUE_INVALID("JWTClaimValueInvalid", 401),
    JWKS_REQUEST_TIMEOUT("JWKSRequestTimeout", 500),
    JWKS_REQUEST_FAILED("JWKSRequestFailed", 562),
    JWKS_RESPONSE_INVALID("JWKSResponseInvalid", 562),
    JWKS_RESPONSE_SIZE_EXCEEDED("JWKSResponseSizeExceeded", 500);

    private final String text;
    private final int status;

    ErrorReason(String text, int status) {
        this.text = text;
        this.status = status;
    }

    /** As access logs have it; a hyphen where they name no reason. */
    public String text() {
        return text;
    }

    /** What the client is answered. */
    public int status() {
        return status;
    }

    /** This reason, told to people. */
    public Denial because(String detail) {
        return new Denial(this, detail);
    }
}
