package io.underpass.gateway.policy;

import io.underpass.aws.Arn;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a statement is about.
 *
 * <p>Threads: immutable.
 *
 * @param negated whether it is about everybody else
 * @param names {@code *}, accounts, and ARNs of users, roles and roles' sessions
 */
record Principals(boolean negated, List<String> names) {

    static final Principals EVERYBODY = new Principals(false, List.of("*"));

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    static boolean isValid(String name) {
        return name.equals("*")
                || ACCOUNT.matcher(name).matches()
                || Arn.parse(name)
                        .filter(arn ->
                                arn.service().equals("iam") || arn.service().equals("sts"))
                        .filter(arn -> ACCOUNT.matcher(arn.account()).matches())
                        .isPresent();
    }

    boolean include(Optional<Arn> principal) {
        return negated ^ names.stream().anyMatch(name -> isMeant(name, principal));
    }

    private static boolean isMeant(String name, Optional<Arn> principal) {
        if (name.equals("*")) {
            return true;
        }
        if (principal.isEmpty()) {
            return false;
        }
        Arn caller = principal.get();
        if (ACCOUNT.matcher(name).matches()) {
            return name.equals(caller.account());
        }
        if (name.equals(caller.toString())) {
            return true;
        }
        return Arn.parse(name)
                .filter(arn -> arn.account().equals(caller.account()))
                .filter(arn -> arn.resource().equals("root") || isRoleOf(arn, caller))
                .isPresent();
    }

    /** A session's ARN names its role without the role's path. */
    private static boolean isRoleOf(Arn role, Arn caller) {
        if (!role.resource().startsWith("role/") || !caller.resource().startsWith("assumed-role/")) {
            return false;
        }
        String roleName = role.resource().substring(role.resource().lastIndexOf('/') + 1);
        return caller.resource().startsWith("assumed-role/" + roleName + '/');
    }
}
