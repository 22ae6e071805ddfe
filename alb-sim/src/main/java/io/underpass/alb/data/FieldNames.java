package io.underpass.alb.data;

import io.netty.util.AsciiString;

/**
 * The names of header fields as load balancers write them: AWS's are capitalised (spec 4.4, 4.6), Netty's constants are
 * not.
 *
 * <p>Threads: constants only.
 */
final class FieldNames {

    static final AsciiString ACCEPT_ENCODING = AsciiString.cached("Accept-Encoding");
    static final AsciiString CONNECTION = AsciiString.cached("Connection");
    static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
    static final AsciiString DATE = AsciiString.cached("Date");
    static final AsciiString HOST = AsciiString.cached("Host");
    static final AsciiString LOCATION = AsciiString.cached("Location");
    static final AsciiString SERVER = AsciiString.cached("Server");
    static final AsciiString USER_AGENT = AsciiString.cached("User-Agent");

    private FieldNames() {}
}
