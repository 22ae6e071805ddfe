package io.underpass.alb.compile;

import java.net.InetAddress;
import java.util.List;

/**
 * What conditions look at.
 *
 * <p>Threads: as the request it describes; reading it changes nothing but {@link #regexWork}.
 */
public interface RequestFacts {

    /** The method, case kept. */
    String method();

    /** The path, undecoded, without the query. */
    String path();

    /** The query, undecoded, without its {@code ?}; empty where there is none. */
    String query();

    /** The first Host field without its port, in lower case; empty where there is none. */
    String host();

    /** The values of a header field in the order received, the name taken without case. */
    List<String> header(String name);

    /** The address of the connection's other end; never an X-Forwarded-For address. */
    InetAddress source();

    /** How much work regular expressions may be for this request still. */
    default RegexWork regexWork() {
        return new RegexWork();
    }
}
