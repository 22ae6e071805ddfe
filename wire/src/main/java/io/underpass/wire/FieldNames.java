package io.underpass.wire;

import io.netty.util.AsciiString;

/**
 * Names of header fields as they are written: in the mixed case of their RFCs. Netty's constants are lower case and
 * would be sent so over HTTP/1.1; for looking a field up either will do.
 *
 * <p>Threads: immutable.
 */
public final class FieldNames {

    public static final AsciiString ACCEPT = AsciiString.cached("Accept");
    public static final AsciiString ACCEPT_ENCODING = AsciiString.cached("Accept-Encoding");
    public static final AsciiString AGE = AsciiString.cached("Age");
    public static final AsciiString ALLOW = AsciiString.cached("Allow");
    public static final AsciiString AUTHORIZATION = AsciiString.cached("Authorization");
    public static final AsciiString CACHE_CONTROL = AsciiString.cached("Cache-Control");
    public static final AsciiString CONNECTION = AsciiString.cached("Connection");
    public static final AsciiString CONTENT_ENCODING = AsciiString.cached("Content-Encoding");
    public static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length");
    public static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
    public static final AsciiString COOKIE = AsciiString.cached("Cookie");
    public static final AsciiString DATE = AsciiString.cached("Date");
    public static final AsciiString ETAG = AsciiString.cached("ETag");
    public static final AsciiString EXPECT = AsciiString.cached("Expect");
    public static final AsciiString FORWARDED = AsciiString.cached("Forwarded");
    public static final AsciiString HOST = AsciiString.cached("Host");
    public static final AsciiString HTTP2_SETTINGS = AsciiString.cached("HTTP2-Settings");
    public static final AsciiString KEEP_ALIVE = AsciiString.cached("Keep-Alive");
    public static final AsciiString LAST_MODIFIED = AsciiString.cached("Last-Modified");
    public static final AsciiString LOCATION = AsciiString.cached("Location");
    public static final AsciiString ORIGIN = AsciiString.cached("Origin");
    public static final AsciiString PROXY_AUTHENTICATE = AsciiString.cached("Proxy-Authenticate");
    public static final AsciiString PROXY_AUTHORIZATION = AsciiString.cached("Proxy-Authorization");
    public static final AsciiString PROXY_CONNECTION = AsciiString.cached("Proxy-Connection");
    public static final AsciiString RANGE = AsciiString.cached("Range");
    public static final AsciiString REFERER = AsciiString.cached("Referer");
    public static final AsciiString RETRY_AFTER = AsciiString.cached("Retry-After");
    public static final AsciiString SERVER = AsciiString.cached("Server");
    public static final AsciiString SET_COOKIE = AsciiString.cached("Set-Cookie");
    public static final AsciiString TE = AsciiString.cached("TE");
    public static final AsciiString TRAILER = AsciiString.cached("Trailer");
    public static final AsciiString TRANSFER_ENCODING = AsciiString.cached("Transfer-Encoding");
    public static final AsciiString UPGRADE = AsciiString.cached("Upgrade");
    public static final AsciiString USER_AGENT = AsciiString.cached("User-Agent");
    public static final AsciiString VARY = AsciiString.cached("Vary");
    public static final AsciiString VIA = AsciiString.cached("Via");
    public static final AsciiString WWW_AUTHENTICATE = AsciiString.cached("WWW-Authenticate");
    public static final AsciiString X_FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
    public static final AsciiString X_FORWARDED_HOST = AsciiString.cached("X-Forwarded-Host");
    public static final AsciiString X_FORWARDED_PORT = AsciiString.cached("X-Forwarded-Port");
    public static final AsciiString X_FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");

    private FieldNames() {}
}
