package io.underpass.vpclink.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.Arn;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.vpclink.model.VpcLink;
import io.underpass.vpclink.model.VpcLinkState;
import java.util.List;
import java.util.Map;
import org.pcollections.PSortedMap;

/**
 * The tags of VPC links, addressed by ARN: <code>arn:aws:apigateway:REGION::/vpclinks/ID</code>, without an account.
 *
 * <p>Threads: confined to the control thread.
 */
final class VpcLinkTags {

    private static final String LINKS = "/vpclinks/";

    private VpcLinkTags() {}

    /** Adds tags and overwrites those of the same key. */
    static Outcome<VpcLinkState> tag(Call<VpcLinkState> call) {
        VpcLink link = find(call);
        Map<String, String> given = call.input().stringMap("tags");
        PSortedMap<String, String> after = link.tags().plusAll(given);
        VpcLinkRules.checkTags(given, after);
        return replaced(call, link.tagged(after));
    }

    static Outcome<VpcLinkState> untag(Call<VpcLinkState> call) {
        VpcLink link = find(call);
        List<String> keys = call.input().strings("tagKeys");
        if (keys.isEmpty()) {
            throw VpcLinkRules.badRequest("Invalid tagKeys specified: at least one key is required");
        }
        return replaced(call, link.tagged(link.tags().minusAll(keys)));
    }

    static Outcome<VpcLinkState> get(Call<VpcLinkState> call) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.set("tags", VpcLinkJson.tags(find(call).tags()));
        return new Outcome<>(call.state(), output);
    }

    private static Outcome<VpcLinkState> replaced(Call<VpcLinkState> call, VpcLink link) {
        VpcLinkState state = call.state().withoutGone(call.now()).with(link);
        return new Outcome<>(state, JsonNodeFactory.instance.objectNode());
    }

    private static VpcLink find(Call<VpcLinkState> call) {
        String text = call.input().string("resource-arn");
        Arn arn = Arn.parse(text)
                .filter(candidate -> candidate.service().equals("apigateway"))
                .orElseThrow(() -> VpcLinkRules.badRequest("Invalid resource ARN specified: " + text));
        if (!arn.resource().startsWith(LINKS)) {
            throw AwsError.notEmulated("tags of " + arn.resource() + " by apigatewayv2 (those of VPC links only)");
        }
        String id = arn.resource().substring(LINKS.length());
        boolean here = arn.region().equals(call.scope().region());
        return call.state()
                .find(call.scope(), id, call.now())
                .filter(link -> here)
                .orElseThrow(() -> VpcLinkRules.notFound(id));
    }
}
