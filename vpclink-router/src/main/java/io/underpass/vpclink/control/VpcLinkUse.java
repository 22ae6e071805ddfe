package io.underpass.vpclink.control;

import io.underpass.aws.Scope;
import io.underpass.vpclink.LinkUsers;
import io.underpass.vpclink.LinkUsers.User;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Refuses to delete a link that integrations name, of either version.
 *
 * <p>AWS words it {@code [RESTApiId:Method:Resource:Stage]} (seen in issue 202 of klothoplatform/klotho, in 2023), and
 * for HTTP APIs and links of the second version {@code [Method:Resource]} (issue 12195 of
 * hashicorp/terraform-provider-aws). That a REST API's integration which no stage serves counts as well, and how it is
 * shown, is a guess.
 *
 * <p>Threads: confined to the control thread.
 */
final class VpcLinkUse {

    private VpcLinkUse() {}

    static void checkUnused(LinkUsers users, Scope scope, String vpcLinkId) {
        List<User> all = users.of(scope, vpcLinkId);
        if (all.isEmpty()) {
            return;
        }
        List<User> served =
                all.stream().filter(user -> user.stage().isPresent()).toList();
        boolean deployed = !served.isEmpty();
        String named = (deployed ? served : all)
                .stream().map(VpcLinkUse::text).distinct().collect(Collectors.joining(", "));
        throw VpcLinkRules.badRequest("Cannot delete vpc link. Vpc link '" + vpcLinkId + "', is referenced in [" + named
                + "] in format of [RESTApiId:Method:Resource" + (deployed ? ":Stage" : "") + "].");
    }

    private static String text(User user) {
        String edited = user.restApiId() + ':' + user.httpMethod() + ':' + user.resourceId();
        return user.stage().map(stage -> edited + ':' + stage).orElse(edited);
    }
}
