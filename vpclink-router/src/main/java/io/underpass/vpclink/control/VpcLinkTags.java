package io.underpass.vpclink.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.Arn;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.vpclink.model.VpcLinkState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.pcollections.PSortedMap;

/**
 * The tags of VPC links, addressed by ARN: <code>arn:aws:apigateway:REGION::/vpclinks/ID</code>, without an account. An
 * ARN does not say which version a link has, so that either API sees the tags of both (a guess).
 *
 * <p>Threads: confined to the control thread.
 */
final class VpcLinkTags {

    private static final String LINKS = "/vpclinks/";

    private final String service;
    private final Function<String, AwsError> notFound;

    /**
     * The tags.
     *
     * @param service whose operations these are
     * @param notFound how it says that a link does not exist
     */
    VpcLinkTags(String service, Function<String, AwsError> notFound) {
        this.service = service;
        this.notFound = notFound;
    }

    /** Adds tags and overwrites those of the same key. */
    Outcome<VpcLinkState> tag(Call<VpcLinkState> call) {
        Tagged link = find(call);
        Map<String, String> given = call.input().stringMap("tags");
        PSortedMap<String, String> after = link.tags().plusAll(given);
        VpcLinkRules.checkTags(given, after);
        return link.become(after);
    }

    Outcome<VpcLinkState> untag(Call<VpcLinkState> call) {
        Tagged link = find(call);
        List<String> keys = call.input().strings("tagKeys");
        if (keys.isEmpty()) {
            throw VpcLinkRules.badRequest("Invalid tagKeys specified: at least one key is required");
        }
        return link.become(link.tags().minusAll(keys));
    }

    Outcome<VpcLinkState> get(Call<VpcLinkState> call) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.set("tags", VpcLinkJson.tags(find(call).tags()));
        return new Outcome<>(call.state(), output);
    }

    /** A link of either version: its tags, and the state in which it has others. */
    private record Tagged(
            PSortedMap<String, String> tags, Function<PSortedMap<String, String>, VpcLinkState> withTags) {

        Outcome<VpcLinkState> become(PSortedMap<String, String> after) {
            return new Outcome<>(withTags.apply(after), JsonNodeFactory.instance.objectNode());
        }
    }

    private Tagged find(Call<VpcLinkState> call) {
        String text = call.input().string("resource-arn");
        Arn arn = Arn.parse(text)
                .filter(candidate -> candidate.service().equals("apigateway"))
                .orElseThrow(() -> VpcLinkRules.badRequest("Invalid resource ARN specified: " + text));
        if (!arn.resource().startsWith(LINKS)) {
            throw AwsError.notEmulated("tags of " + arn.resource() + " by " + service + " (those of VPC links only)");
        }
        String id = arn.resource().substring(LINKS.length());
        boolean here = arn.region().equals(call.scope().region());
        return find(call, id).filter(link -> here).orElseThrow(() -> notFound.apply(id));
    }

    private static Optional<Tagged> find(Call<VpcLinkState> call, String id) {
        VpcLinkState kept = call.state().withoutGone(call.now());
        return kept.find(call.scope(), id, call.now())
                .map(link -> new Tagged(link.tags(), tags -> kept.with(link.tagged(tags))))
                .or(() -> kept.findV1(call.scope(), id, call.now())
                        .map(link -> new Tagged(link.tags(), tags -> kept.with(link.tagged(tags)))));
    }
}
