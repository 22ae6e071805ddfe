package io.underpass.alb.control;

import java.util.regex.Pattern;

/** Checks the names of load balancers and target groups (spec 1.1). Threads: stateless. */
final class Names {

    private static final int LENGTH = 32;
    private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9-]+");
    private static final String RESERVED = "internal-";

    private Names() {}

    static String loadBalancer(String name) {
        check("Load balancer name", name);
        if (name.startsWith(RESERVED)) {
            throw Refusals.validation("Load balancer name '" + name + "' cannot begin with '" + RESERVED + "'");
        }
        return name;
    }

    static String targetGroup(String name) {
        check("Target group name", name);
        return name;
    }

    private static void check(String what, String name) {
        if (name.length() > LENGTH) {
            throw Refusals.validation(what + " '" + name + "' cannot be longer than '" + LENGTH + "' characters");
        }
        if (!ALPHABET.matcher(name).matches()) {
            throw Refusals.validation(what + " '" + name
                    + "' can only contain characters that are alphanumeric characters or hyphens(-)");
        }
        if (name.startsWith("-") || name.endsWith("-")) {
            throw Refusals.validation(what + " '" + name + "' cannot begin or end with '-'");
        }
    }
}
