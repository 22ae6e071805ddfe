package io.underpass.emulator.description;

import io.underpass.aws.control.LocalCalls;
import io.underpass.vpclink.model.VpcLink;
import io.underpass.vpclink.model.VpcLinkState;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes VPC links as they are described. One whose networks change is made anew, since those of a link cannot be changed.
 *
 * <p>Threads: on the control thread.
 */
record LinkChanges(LocalCalls<VpcLinkState> calls, Owner owner) {

    /** Makes what is missing; gives ids by name. */
    Map<String, String> put(List<Link> described) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (Link link : described) {
            String id = existing(link)
                    .map(VpcLink::vpcLinkId)
                    .orElseGet(() -> Refusal.at(Paths.link(link.name()), () -> create(link)));
            ids.put(link.name(), id);
        }
        return ids;
    }

    /** Removes the links of the description but for {@code kept}. */
    void remove(Collection<String> kept) {
        owned().forEach(link -> {
            if (!kept.contains(link.vpcLinkId())) {
                Refusal.at(
                        Paths.link(link.name()),
                        () -> calls.call(
                                "DeleteVpcLink",
                                Members.of("vpcLinkId", link.vpcLinkId()).json(),
                                owner.scope()));
            }
        });
    }

    private List<VpcLink> owned() {
        return calls.state().list(owner.scope(), calls.now()).stream()
                .filter(link -> owner.owns(link.scope(), link.tags())
                        && link.life().deletion().isEmpty())
                .toList();
    }

    private Optional<VpcLink> existing(Link described) {
        return owned().stream()
                .filter(link -> link.name().equals(described.name())
                        && new HashSet<>(link.subnetIds()).equals(new HashSet<>(described.subnets()))
                        && new HashSet<>(link.securityGroupIds()).equals(new HashSet<>(described.securityGroups()))
                        && link.life().failure().isEmpty())
                .findFirst();
    }

    private String create(Link link) {
        Members input = Members.of("name", link.name())
                .texts("subnetIds", link.subnets())
                .texts("securityGroupIds", link.securityGroups())
                .texts("tags", owner.tags());
        return calls.call("CreateVpcLink", input.json(), owner.scope())
                .path("vpcLinkId")
                .textValue();
    }
}
