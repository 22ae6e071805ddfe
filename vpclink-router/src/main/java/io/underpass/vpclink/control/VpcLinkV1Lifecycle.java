package io.underpass.vpclink.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.Page;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.vpclink.LinkUsers;
import io.underpass.vpclink.NetworkLoadBalancers;
import io.underpass.vpclink.model.LinkLife;
import io.underpass.vpclink.model.VpcLinkState;
import io.underpass.vpclink.model.VpcLinkV1;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * Makes, shows, patches and deletes VPC links of the first version (spec 1.11 of API Gateway).
 *
 * <p>Threads: confined to the control thread.
 */
final class VpcLinkV1Lifecycle {

    private static final int PAGE_DEFAULT = 25;
    private static final int PAGE_MAX = 500;

    private final VpcLinkSettings settings;
    private final LinkUsers users;
    private final TargetJudgement targets;

    VpcLinkV1Lifecycle(VpcLinkSettings settings, LinkUsers users, NetworkLoadBalancers loadBalancers) {
        this.settings = settings;
        this.users = users;
        this.targets = new TargetJudgement(loadBalancers);
    }

    Outcome<VpcLinkState> create(Call<VpcLinkState> call) {
        String name = call.input().optionalString("name").orElse("");
        List<String> targetArns = call.input().strings("targetArns");
        Map<String, String> tags = call.input().stringMap("tags");
        VpcLinkV1Patch.checkName(name);
        TargetJudgement.check(targetArns);
        VpcLinkRules.checkTags(tags, tags);
        VpcLinkState state = call.state().withoutGone(call.now());
        if (state.listV1(call.scope(), call.now()).size() >= settings.v1LinksPerRegion()) {
            // The words of the second version; a guess here.
            throw VpcLinkRules.badRequest("There are too many Vpc Links defined for this account. Limit is "
                    + settings.v1LinksPerRegion() + ".");
        }
        VpcLinkV1 link = new VpcLinkV1(
                call.scope(),
                VpcLinkIds.unused(call),
                name,
                call.input().optionalString("description").filter(text -> !text.isEmpty()),
                targetArns,
                TreePMap.from(tags),
                LinkLife.begun(
                        call.now(),
                        call.now().plus(settings.provisioning()),
                        targets.failure(state, call.scope(), targetArns.get(0), call.now())));
        return new Outcome<>(state.with(link), VpcLinkV1Json.created(link, call.now()));
    }

    static Outcome<VpcLinkState> get(Call<VpcLinkState> call) {
        return new Outcome<>(call.state(), VpcLinkV1Json.whole(find(call), call.now()));
    }

    static Outcome<VpcLinkState> list(Call<VpcLinkState> call) {
        Page<VpcLinkV1> page = page(call);
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode items = output.putArray("item");
        page.items().forEach(link -> items.add(VpcLinkV1Json.listed(link, call.now())));
        page.next().ifPresent(position -> output.put("position", position));
        return new Outcome<>(call.state(), output);
    }

    static Outcome<VpcLinkState> update(Call<VpcLinkState> call) {
        VpcLinkV1 link = find(call);
        VpcLinkV1 patched = VpcLinkV1Patch.apply(link, call.input().structures("patchOperations"));
        VpcLinkState state = patched.equals(link)
                ? call.state()
                : call.state().withoutGone(call.now()).with(patched);
        return new Outcome<>(state, VpcLinkV1Json.whole(patched, call.now()));
    }

    /** Deleting a link that is being deleted already changes nothing (a guess). */
    Outcome<VpcLinkState> delete(Call<VpcLinkState> call) {
        VpcLinkV1 link = find(call);
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        if (link.life().deletion().isPresent()) {
            return new Outcome<>(call.state(), nothing);
        }
        VpcLinkUse.checkUnused(users, call.scope(), link.vpcLinkId());
        VpcLinkV1 deleting =
                link.deleting(new LinkLife.Deletion(call.now(), call.now().plus(settings.deprovisioning())));
        return new Outcome<>(call.state().withoutGone(call.now()).with(deleting), nothing);
    }

    private static VpcLinkV1 find(Call<VpcLinkState> call) {
        return call.state()
                .findV1(call.scope(), call.input().string("vpcLinkId"), call.now())
                .orElseThrow(VpcLinkRules::notFoundV1);
    }

    /** That a greater limit means the maximum, and a lower one is refused, is a guess. */
    private static Page<VpcLinkV1> page(Call<VpcLinkState> call) {
        int limit = call.input().optionalInteger("limit").orElse(PAGE_DEFAULT);
        if (limit < 1) {
            throw VpcLinkRules.badRequest("Invalid limit parameter specified: it must be at least 1");
        }
        Optional<String> position = call.input().optionalString("position").filter(text -> !text.isEmpty());
        try {
            return Page.of(
                    call.state().listV1(call.scope(), call.now()),
                    VpcLinkV1::vpcLinkId,
                    position,
                    Math.min(limit, PAGE_MAX));
        } catch (IllegalArgumentException e) {
            throw VpcLinkRules.badRequest("Invalid position parameter specified");
        }
    }
}
