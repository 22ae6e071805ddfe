package io.underpass.network.control;

import io.underpass.aws.Scope;
import io.underpass.network.model.NetworkState;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kinds of resources that can be tagged.
 *
 * <p>Threads: immutable.
 */
enum ResourceKind {
    VPC("vpc", "vpc-"),
    SUBNET("subnet", "subnet-"),
    SECURITY_GROUP("security-group", "sg-"),
    SECURITY_GROUP_RULE("security-group-rule", "sgr-");

    private static final int ID_LENGTH = 17;

    private final String type;
    private final String prefix;

    ResourceKind(String type, String prefix) {
        this.type = type;
        this.prefix = prefix;
    }

    /** AWS's word for it. */
    String type() {
        return type;
    }

    /** A new id. */
    String newId(io.underpass.aws.Ids ids) {
        return prefix + ids.hex(ID_LENGTH);
    }

    /** The kind that {@code id} looks like. */
    static Optional<ResourceKind> of(String id) {
        return Stream.of(values()).filter(kind -> id.startsWith(kind.prefix)).findFirst();
    }

    /** Whether there is a resource {@code id} of this kind. */
    boolean has(NetworkState state, Scope scope, String id) {
        return switch (this) {
            case VPC -> state.vpc(scope, id).isPresent();
            case SUBNET -> state.subnet(scope, id).isPresent();
            case SECURITY_GROUP -> state.securityGroup(scope, id).isPresent();
            case SECURITY_GROUP_RULE ->
                state.securityGroups(scope).stream()
                        .anyMatch(group -> group.rules().containsKey(id));
        };
    }
}
