package io.underpass.alb.control;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Action.Redirect;
import io.underpass.aws.shape.Input;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and checks redirect actions (spec 2.4). Threads: stateless. */
final class RedirectActions {

    private static final Pattern KEYWORD = Pattern.compile("#\\{([^}]*)}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final int MAX_PORT = 65535;

    private static final String PROTOCOL = "#{protocol}";
    private static final String HOST = "#{host}";
    private static final String PORT = "#{port}";
    private static final String PATH = "/#{path}";
    private static final String QUERY = "#{query}";

    private RedirectActions() {}

    /** The redirect that {@code config} describes, for a listener of this protocol and port. */
    static Redirect read(Input config, Optional<Integer> order, String listenerProtocol, int listenerPort) {
        Redirect redirect = new Redirect(
                order,
                config.optionalString("Protocol").orElse(PROTOCOL),
                config.optionalString("Port").orElse(PORT),
                config.optionalString("Host").orElse(HOST),
                config.optionalString("Path").orElse(PATH),
                config.optionalString("Query").orElse(QUERY),
                config.string("StatusCode"));
        check(redirect, listenerProtocol, listenerPort);
        return redirect;
    }

    /** Refuses redirects among {@code actions} that a listener which got another protocol or port cannot have. */
    static void check(List<Action> actions, String listenerProtocol, int listenerPort) {
        for (Action action : actions) {
            if (action instanceof Redirect redirect) {
                check(redirect, listenerProtocol, listenerPort);
            }
        }
    }

    /** Refuses a redirect that AWS refuses at a listener of this protocol and port. */
    static void check(Redirect redirect, String listenerProtocol, int listenerPort) {
        checkPort(redirect.port());
        if (!redirect.path().startsWith("/")) {
            throw invalidPath();
        }
        if (redirect.query().startsWith("?")) {
            // The docs say to leave it out, as it is added; that it is refused is a guess.
            throw invalid("the query '" + redirect.query() + "' begins with '?', which is added by itself");
        }
        checkKeywords("Host", redirect.host(), Set.of("host"));
        checkKeywords("Path", redirect.path(), Set.of("host", "port", "path"));
        checkKeywords("Query", redirect.query(), Set.of("protocol", "host", "port", "path", "query"));
        if (listenerProtocol.equals("HTTPS") && redirect.protocol().equals("HTTP")) {
            throw Refusals.invalidAction("You cannot redirect HTTPS to HTTP");
        }
        boolean sameProtocol =
                redirect.protocol().equals(PROTOCOL) || redirect.protocol().equals(listenerProtocol);
        boolean samePort = redirect.port().equals(PORT) || redirect.port().equals(Integer.toString(listenerPort));
        if (sameProtocol
                && samePort
                && redirect.host().equals(HOST)
                && redirect.path().equals(PATH)) {
            throw invalid("it creates a loop");
        }
    }

    private static void checkPort(String port) {
        if (port.equals(PORT)) {
            return;
        }
        boolean inRange =
                NUMBER.matcher(port).matches() && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= MAX_PORT;
        if (!inRange) {
            throw invalid("the port '" + port + "' is neither from '1-" + MAX_PORT + "' nor '" + PORT + "'");
        }
    }

    /** Each keyword that a part may hold, it may hold once. The text is a guess for all but the path. */
    private static void checkKeywords(String part, String text, Set<String> allowed) {
        Set<String> left = new HashSet<>(allowed);
        Matcher keywords = KEYWORD.matcher(text);
        while (keywords.find()) {
            if (!left.remove(keywords.group(1))) {
                throw part.equals("Path")
                        ? invalidPath()
                        : invalid("'" + part + "' cannot hold '" + keywords.group() + "'"
                                + (allowed.contains(keywords.group(1)) ? " twice" : ""));
            }
        }
    }

    /** AWS's text. */
    private static RuntimeException invalidPath() {
        return Refusals.invalidAction("The Path parameter must be a valid path, should start with a '/' and may contain"
                + " up to one of each of these placeholders: '#{path}', '#{host}', '#{port}'.");
    }

    private static RuntimeException invalid(String reason) {
        return Refusals.invalidAction("The redirect configuration is not valid because " + reason);
    }
}
