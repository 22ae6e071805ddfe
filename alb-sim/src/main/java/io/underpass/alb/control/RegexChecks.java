package io.underpass.alb.control;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Refuses regular expressions that load balancers do not take: what RE2 does not know, and by the docs Unicode classes.
 * AWS's texts are not known.
 *
 * <p>Threads: stateless.
 */
final class RegexChecks {

    /** A guess: AWS names no limit, but a reason for failures that says there is one. */
    private static final int MAX_SIZE = 2000;

    private RegexChecks() {}

    /** Refuses {@code regex} unless it is one; {@code what} names it for people. */
    static void check(String what, String regex) {
        if (regex.isEmpty()) {
            throw Refusals.validation("A " + what + " must be specified");
        }
        if (hasUnicodeClass(regex)) {
            throw invalid(what, regex, "Unicode character classes are not supported");
        }
        if (RegexSize.of(regex) > MAX_SIZE) {
            throw invalid(what, regex, "it is too big when its repetitions are written out");
        }
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw invalid(what, regex, e.getDescription());
        }
    }

    private static boolean hasUnicodeClass(String regex) {
        for (int i = 0; i + 1 < regex.length(); i++) {
            if (regex.charAt(i) == '\\') {
                i++;
                if (regex.charAt(i) == 'p' || regex.charAt(i) == 'P') {
                    return true;
                }
            }
        }
        return false;
    }

    private static RuntimeException invalid(String what, String regex, String reason) {
        return Refusals.validation("The " + what + " '" + regex + "' is not a valid regular expression: " + reason);
    }
}
