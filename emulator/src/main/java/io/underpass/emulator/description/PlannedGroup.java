package io.underpass.emulator.description;

import io.underpass.wire.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A target group that is to be. Threads: immutable.
 *
 * @param name the whole name, as AWS has it
 * @param path where it is described
 * @param network whether its load balancer is one of networks
 */
record PlannedGroup(String name, String path, TargetGroup group, boolean network) {

    private static final String ANY_ANSWER = "200-499";
    /** Of groups of which nothing is said, whose targets all name theirs: a group's port cannot be changed. */
    private static final int DEFAULT_PORT = 80;

    String type() {
        return group.type().orElseGet(() -> {
            String first = group.targets().isEmpty() ? "" : group.targets().get(0);
            if (first.startsWith("arn:") && first.contains(":function:")) {
                return "lambda";
            }
            if (first.startsWith("arn:") && first.contains(":loadbalancer/")) {
                return "alb";
            }
            return first.matches("i-[0-9a-f]+(:\\d+)?") ? "instance" : "ip";
        });
    }

    private boolean lambda() {
        return type().equals("lambda");
    }

    /** The input of CreateTargetGroup but for its name, VPC and tags. */
    Members creation() {
        Members members = new Members().text("TargetType", type());
        if (!lambda()) {
            members.text("Protocol", group.protocol().orElse(network ? "TCP" : "HTTP"))
                    .number("Port", group.port().orElse(DEFAULT_PORT))
                    .text("ProtocolVersion", group.version().map(version -> version.toUpperCase(Locale.ROOT)));
            if (allIpv6()) {
                members.text("IpAddressType", "ipv6");
            }
            addHealthCheck(members);
        } else if (!group.healthCheck().equals(HealthCheck.QUICK)) {
            addHealthCheck(
                    members.flag("HealthCheckEnabled", true)); // Functions are not checked unless somebody asks for it.
        }
        return members;
    }

    private boolean allIpv6() {
        return type().equals("ip")
                && !group.targets().isEmpty()
                && group.targets().stream()
                        .allMatch(target -> HostAndPort.parse(target)
                                .filter(HostAndPort::isIpv6)
                                .isPresent());
    }

    private void addHealthCheck(Members members) {
        HealthCheck check = group.healthCheck();
        boolean grpc =
                group.version().map(version -> version.equalsIgnoreCase("GRPC")).orElse(false);
        boolean anything = check.path().isEmpty() && !network && !grpc;
        Optional<String> codes = check.codes().or(() -> anything ? Optional.of(ANY_ANSWER) : Optional.empty());
        members.text("HealthCheckPath", check.path())
                .text("HealthCheckProtocol", check.protocol())
                .text("HealthCheckPort", check.port())
                .number("HealthCheckIntervalSeconds", check.interval().map(time -> (int) time.toSeconds()))
                .number("HealthCheckTimeoutSeconds", check.timeout().map(time -> (int) time.toSeconds()))
                .number("HealthyThresholdCount", check.healthy())
                .number("UnhealthyThresholdCount", check.unhealthy());
        codes.ifPresent(text -> members.structure("Matcher", Members.of(grpc ? "GrpcCode" : "HttpCode", text)));
    }

    /** The members Targets of RegisterTargets. */
    List<Members> targets() {
        return group.targets().stream().map(this::target).toList();
    }

    private Members target(String text) {
        Optional<HostAndPort> address = text.startsWith("arn:") ? Optional.empty() : HostAndPort.parse(text);
        if (address.isEmpty() || address.get().port().isEmpty()) {
            return Members.of("Id", address.map(HostAndPort::host).orElse(text));
        }
        return Members.of("Id", address.get().host())
                .number("Port", address.get().port().getAsInt());
    }
}
