package io.underpass.gateway.data;

import io.netty.util.AsciiString;

/**
 * The names of header fields that AWS or Underpass has made up, in AWS's casing.
 *
 * <p>Threads: constants.
 */
final class Fields {

    static final AsciiString REQUEST_ID = AsciiString.cached("x-amzn-RequestId");
    static final AsciiString AMZ_REQUEST_ID = AsciiString.cached("x-amz-request-id");
    static final AsciiString EXTENDED_ID = AsciiString.cached("x-amz-apigw-id");
    static final AsciiString ERROR_TYPE = AsciiString.cached("x-amzn-ErrorType");
    static final AsciiString API_ID = AsciiString.cached("X-Amzn-Apigateway-Api-Id");
    static final AsciiString TRACE_ID = AsciiString.cached("X-Amzn-Trace-Id");
    static final AsciiString METHOD_OVERRIDE = AsciiString.cached("X-HTTP-Method-Override");
    static final AsciiString AMZ_DATE = AsciiString.cached("X-Amz-Date");
    static final AsciiString REFERER = AsciiString.cached("Referer");
    static final AsciiString ENDPOINT_API_ID = AsciiString.cached("x-apigw-api-id");
    static final AsciiString EXPLAIN = AsciiString.cached("x-underpass-explain");
    static final AsciiString JOURNAL = AsciiString.cached("x-underpass-journal");

    private Fields() {}
}
