package io.underpass.wire;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * The request target in origin form, and the authority it named where it came in absolute form (RFC 9112 3.2).
 *
 * <p>Threads: immutable.
 *
 * @param origin path and query, or {@code *}
 * @param authority host and port that replace the {@code Host} field; empty where the target named none
 */
record RequestTarget(String origin, String authority) {

    static Verdict<RequestTarget> read(HttpMethod method, String target) {
        if (method.equals(HttpMethod.CONNECT)) {
            return Verdict.refused(new Refusal(HttpResponseStatus.NOT_IMPLEMENTED, "CONNECT is not served here"));
        }
        if (target.charAt(0) == '/') {
            return Verdict.passed(new RequestTarget(target, ""));
        }
        if (target.equals("*")) {
            return method.equals(HttpMethod.OPTIONS)
                    ? Verdict.passed(new RequestTarget(target, ""))
                    : Verdict.refused("the target * is for OPTIONS only");
        }
        if (target.regionMatches(true, 0, "http://", 0, 7)) {
            return absolute(method, target, 7);
        }
        if (target.regionMatches(true, 0, "https://", 0, 8)) {
            return absolute(method, target, 8);
        }
        return Verdict.refused("the request target is neither a path nor an http URI");
    }

    private static Verdict<RequestTarget> absolute(HttpMethod method, String target, int authorityStart) {
        int end = authorityStart;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        String authority = target.substring(authorityStart, end);
        if (!HostAndPort.isValid(authority)) {
            return Verdict.refused("the authority of the request target is not a host and port");
        }
        String rest = target.substring(end);
        if (rest.isEmpty()) {
            return Verdict.passed(new RequestTarget(method.equals(HttpMethod.OPTIONS) ? "*" : "/", authority));
        }
        return Verdict.passed(new RequestTarget(rest.charAt(0) == '?' ? "/" + rest : rest, authority));
    }
}
