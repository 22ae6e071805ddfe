package io.underpass.vpclink.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.Page;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.vpclink.LinkUsers;
import io.underpass.vpclink.model.LinkLife;
import io.underpass.vpclink.model.VpcLink;
import io.underpass.vpclink.model.VpcLinkState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * Makes, shows, renames and deletes VPC links. Subnets and security groups never change once a link exists (spec 1.10 of
 * API Gateway).
 *
 * <p>A link that integrations still name cannot be deleted.
 *
 * <p>Threads: confined to the control thread.
 */
final class VpcLinkLifecycle {

    private static final int PAGE_MAX = 500;

    private final VpcLinkSettings settings;
    private final LinkUsers users;
    private final SubnetRules subnets;
    private final VpcLinkJson json;

    VpcLinkLifecycle(VpcLinkSettings settings, LinkUsers users, SubnetRules subnets, VpcLinkJson json) {
        this.settings = settings;
        this.users = users;
        this.subnets = subnets;
        this.json = json;
    }

    Outcome<VpcLinkState> create(Call<VpcLinkState> call) {
        String name = call.input().optionalString("name").orElse("");
        List<String> subnetIds = call.input().strings("subnetIds");
        Map<String, String> tags = call.input().stringMap("tags");
        VpcLinkRules.checkName(name);
        VpcLinkRules.checkSubnets(subnetIds, settings);
        List<String> securityGroupIds = call.input().strings("securityGroupIds");
        subnets.check(call.scope(), subnetIds, securityGroupIds);
        VpcLinkRules.checkTags(tags, tags);
        VpcLinkState state = call.state().withoutGone(call.now());
        if (state.list(call.scope(), call.now()).size() >= settings.linksPerRegion()) {
            // Observed on AWS, see pull request 40500 of hashicorp/terraform-provider-aws.
            throw VpcLinkRules.badRequest("There are too many Vpc Links defined for this account. Limit is "
                    + settings.linksPerRegion() + ".");
        }
        VpcLink link = new VpcLink(
                call.scope(),
                VpcLinkIds.unused(call),
                name,
                subnetIds,
                securityGroupIds,
                TreePMap.from(tags),
                LinkLife.begun(
                        call.now(),
                        call.now().plus(settings.provisioning()),
                        subnets.failure(call.scope(), subnetIds)));
        return new Outcome<>(state.with(link), json.of(link, call.now()));
    }

    Outcome<VpcLinkState> get(Call<VpcLinkState> call) {
        return new Outcome<>(call.state(), json.of(find(call), call.now()));
    }

    Outcome<VpcLinkState> list(Call<VpcLinkState> call) {
        int limit = call.input()
                .optionalString("maxResults")
                .map(VpcLinkLifecycle::pageSize)
                .orElse(PAGE_MAX);
        Page<VpcLink> page = page(call, limit);
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        page.items().forEach(link -> items.add(json.of(link, call.now())));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.set("items", items);
        page.next().ifPresent(token -> output.put("nextToken", token));
        return new Outcome<>(call.state(), output);
    }

    Outcome<VpcLinkState> update(Call<VpcLinkState> call) {
        VpcLink link = find(call);
        Optional<String> name = call.input().optionalString("name");
        if (name.isEmpty()) {
            return new Outcome<>(call.state(), json.of(link, call.now()));
        }
        VpcLinkRules.checkName(name.get());
        return replaced(call, link.named(name.get()));
    }

    /** Deleting a link that is being deleted already changes nothing (a guess). */
    Outcome<VpcLinkState> delete(Call<VpcLinkState> call) {
        VpcLink link = find(call);
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        if (link.life().deletion().isPresent()) {
            return new Outcome<>(call.state(), nothing);
        }
        VpcLinkUse.checkUnused(users, call.scope(), link.vpcLinkId());
        VpcLink deleting =
                link.deleting(new LinkLife.Deletion(call.now(), call.now().plus(settings.deprovisioning())));
        return new Outcome<>(call.state().withoutGone(call.now()).with(deleting), nothing);
    }

    private Outcome<VpcLinkState> replaced(Call<VpcLinkState> call, VpcLink link) {
        VpcLinkState state = call.state().withoutGone(call.now()).with(link);
        return new Outcome<>(state, json.of(link, call.now()));
    }

    private static VpcLink find(Call<VpcLinkState> call) {
        String id = call.input().string("vpcLinkId");
        return call.state().find(call.scope(), id, call.now()).orElseThrow(() -> VpcLinkRules.notFound(id));
    }

    private static Page<VpcLink> page(Call<VpcLinkState> call, int limit) {
        Optional<String> token = call.input().optionalString("nextToken");
        try {
            return Page.of(call.state().list(call.scope(), call.now()), VpcLink::vpcLinkId, token, limit);
        } catch (IllegalArgumentException e) {
            throw VpcLinkRules.badRequest("Invalid nextToken specified: " + token.orElse(""));
        }
    }

    /** AWS declares {@code maxResults} as a string; its bounds are a guess. */
    private static int pageSize(String text) {
        try {
            int size = Integer.parseInt(text);
            if (size >= 1) {
                return Math.min(size, PAGE_MAX);
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number that is too small.
        }
        throw VpcLinkRules.badRequest("Invalid maxResults specified: '" + text + "' is not a number from 1");
    }
}
