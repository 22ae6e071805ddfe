package io.underpass.network.control;

import io.underpass.aws.Scope;
import io.underpass.network.model.Vpc;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The ids of what belongs to something else and can not be changed here: they follow from the owner's.
 *
 * <p>Threads: stateless.
 */
final class DerivedIds {

    private static final int ID_LENGTH = 17;

    private DerivedIds() {}

    static String dhcpOptions(Scope scope) {
        return "dopt-" + number("dhcp-options:" + scope.account() + ':' + scope.region());
    }

    static String routeTable(Vpc vpc) {
        return "rtb-" + number(vpc.vpcId());
    }

    static String networkAcl(Vpc vpc) {
        return "acl-" + number(vpc.vpcId());
    }

    static String internetGateway(Vpc vpc) {
        return "igw-" + number(vpc.vpcId());
    }

    /** A hexadecimal number that follows from {@code name}. */
    static String number(String name) {
        String hex = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return hex.substring(0, ID_LENGTH);
    }
}
