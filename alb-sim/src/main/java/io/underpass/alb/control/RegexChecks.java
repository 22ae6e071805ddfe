package io.underpass.alb.control;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * Refuses regular expressions that load balancers do not take: what RE2 does not know, and by the docs Unicode classes.
 * AWS's texts are not known.
 *
 * <p>Threads: stateless.
 */
final class RegexChecks {

    /**
     * How big the expressions of conditions may be, which every request may have to be tried on: half a second for the
     * longest path, at the worst. A guess, as is the other: AWS names no limits, but a reason for failures that says that
     * there are some.
     */
    private static final int MAX_CONDITION = 500;

    /** How big the expressions of rewrites may be, which may be longer. */
    private static final int MAX_REWRITE = 1200;

    private RegexChecks() {}

    /** Refuses {@code regex} as a value of a condition unless it is one. */
    static void checkCondition(String regex) {
        refuse("condition value", regex, conditionProblem(regex));
    }

    /** Refuses {@code regex} as what a rewrite looks for unless it is one. */
    static void checkRewrite(String regex) {
        refuse("rewrite regex", regex, rewriteProblem(regex));
    }

    /** Why {@code regex} cannot be the value of a condition; empty where it can. */
    static Optional<String> conditionProblem(String regex) {
        return problem(regex, MAX_CONDITION);
    }

    /** Why {@code regex} cannot be what a rewrite looks for; empty where it can. */
    static Optional<String> rewriteProblem(String regex) {
        return problem(regex, MAX_REWRITE);
    }

    private static void refuse(String what, String regex, Optional<String> problem) {
        if (regex.isEmpty()) {
            throw Refusals.validation("A " + what + " must be specified");
        }
        problem.ifPresent(reason -> {
            throw Refusals.validation("The " + what + " '" + regex + "' is not a valid regular expression: " + reason);
        });
    }

    private static Optional<String> problem(String regex, int maxSize) {
        if (hasUnicodeClass(regex)) {
            return Optional.of("Unicode character classes are not supported");
        }
        if (RegexSize.of(regex) > maxSize) {
            return Optional.of("it is too big when its repetitions are written out");
        }
        try {
            Pattern.compile(regex);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription());
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
}
