package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpResponseStatus;

/** Status codes with the reason phrases that load balancers use (spec 4.7). Threads: safe, holds nothing. */
final class StatusLine {

    private static final int FIRST_OWN_CODE = 460;

    private StatusLine() {}

    static HttpResponseStatus of(int code) {
        return switch (code) {
            case 401 -> new HttpResponseStatus(401, "Authorization Required");
            case 405 -> new HttpResponseStatus(405, "Not Allowed");
            case 408 -> new HttpResponseStatus(408, "Request Time-out");
            case 414 -> new HttpResponseStatus(414, "Request-URI Too Large");
            case 503 -> new HttpResponseStatus(503, "Service Temporarily Unavailable");
            case 504 -> new HttpResponseStatus(504, "Gateway Time-out");
            default -> named(code);
        };
    }

    /** Codes of AWS's own, and those nobody named, have no reason phrase. */
    private static HttpResponseStatus named(int code) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(code);
        boolean own =
                (code >= FIRST_OWN_CODE && code < 500) || status.reasonPhrase().endsWith(")");
        return own ? new HttpResponseStatus(code, "") : status;
    }
}
