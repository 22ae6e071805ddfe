package io.underpass.alb.compile;

import java.util.List;
import java.util.Optional;

/**
 * What a rule does with a request.
 *
 * <p>Threads: immutable.
 */
public sealed interface CompiledAction {

    /**
     * To a target of one of the groups.
     *
     * @param turns the ARNs of the groups in the order of their turns, each as often as its weight says; empty where
     *     every weight is zero
     * @param stickiness whether a client stays with its group
     */
    record Forward(List<String> turns, GroupStickiness stickiness) implements CompiledAction {}

    /**
     * To another URL.
     *
     * @param status 301 or 302
     */
    record Redirect(
            int status,
            RedirectTemplate protocol,
            RedirectTemplate host,
            RedirectTemplate port,
            RedirectTemplate path,
            RedirectTemplate query)
            implements CompiledAction {

        /** The URL for a request from {@code source}. It always names the port (observed on AWS). */
        public String location(RedirectTemplate.Source source) {
            StringBuilder url = new StringBuilder(64);
            protocol.render(source, url);
            url.append("://");
            host.render(source, url);
            url.append(':');
            port.render(source, url);
            path.render(source, url);
            int question = url.length();
            query.render(source, url);
            if (url.length() > question) {
                url.insert(question, '?'); // No query, no question mark: a guess.
            }
            return url.toString();
        }
    }

    /** This answer. */
    record FixedResponse(int status, Optional<String> contentType, String messageBody) implements CompiledAction {}
}
