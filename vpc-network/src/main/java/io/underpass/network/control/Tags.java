package io.underpass.network.control;

import static io.underpass.aws.shape.Shapes.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.network.model.NetworkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * CreateTags, DeleteTags and DescribeTags, and the tags that resources are created with.
 *
 * <p>Threads: stateless.
 */
final class Tags {

    private static final int TAGS_PER_RESOURCE = 50;
    private static final String RESERVED = "aws:";

    private Tags() {}

    /** One tag of one resource. */
    private record Tag(String resourceId, String key, String value) {}

    static List<Operation<NetworkState>> operations() {
        return List.of(
                new Operation<>(
                        "CreateTags",
                        Ec2Shapes.any()
                                .required("ResourceId", Ec2Shapes.STRINGS)
                                .required("Tag", list(Ec2Shapes.TAG)),
                        Tags::create),
                new Operation<>(
                        "DeleteTags",
                        Ec2Shapes.any()
                                .required("ResourceId", Ec2Shapes.STRINGS)
                                .optional("Tag", list(Ec2Shapes.TAG)),
                        Tags::delete),
                new Operation<>("DescribeTags", Ec2Shapes.describe(), Tags::describe));
    }

    /** The tags that the member {@code TagSpecification} gives to a new resource of {@code kind}, the only one made. */
    static PSortedMap<String, String> given(Input input, ResourceKind kind) {
        PSortedMap<String, String> tags = TreePMap.empty();
        for (Input specification : input.structures("TagSpecification")) {
            String type = specification.optionalString("ResourceType").orElse("");
            if (!type.equals(kind.type())) {
                throw Refusals.invalid("'" + type + "' is not a valid taggable resource type for this operation.");
            }
            tags = add(tags, specification);
        }
        return tags;
    }

    private static PSortedMap<String, String> add(PSortedMap<String, String> tags, Input input) {
        PSortedMap<String, String> all = tags;
        for (Input tag : input.structures("Tag")) {
            String key = tag.optionalString("Key").orElse("");
            if (key.isEmpty()) {
                throw Refusals.invalid("Tag keys must have between 1 and 127 characters");
            }
            if (key.regionMatches(true, 0, RESERVED, 0, RESERVED.length())) {
                throw Refusals.invalid("Tag keys starting with 'aws:' are reserved for internal use");
            }
            all = all.plus(key, tag.optionalString("Value").orElse(""));
        }
        if (all.size() > TAGS_PER_RESOURCE) {
            throw Refusals.of("TagLimitExceeded", "The maximum number of tags a resource can have is 50");
        }
        return all;
    }

    private static Outcome<NetworkState> create(Call<NetworkState> call) {
        NetworkState state = call.state();
        for (String id : resources(call)) {
            state = state.withTags(id, add(state.tagsOf(id), call.input()));
        }
        return Answer.done(state);
    }

    /** Without tags all go; a tag with a value goes where it has that value. */
    private static Outcome<NetworkState> delete(Call<NetworkState> call) {
        NetworkState state = call.state();
        List<Input> given = call.input().structures("Tag");
        for (String id : resources(call)) {
            PSortedMap<String, String> tags = given.isEmpty() ? TreePMap.empty() : state.tagsOf(id);
            for (Input tag : given) {
                String key = tag.optionalString("Key").orElse("");
                Optional<String> value = tag.optionalString("Value");
                if (value.isEmpty() || value.get().equals(tags.get(key))) {
                    tags = tags.minus(key);
                }
            }
            state = state.withTags(id, tags);
        }
        return Answer.done(state);
    }

    private static List<String> resources(Call<NetworkState> call) {
        List<String> ids = call.input().strings("ResourceId");
        for (String id : ids) {
            ResourceKind kind =
                    ResourceKind.of(id).orElseThrow(() -> AwsError.notEmulated("tags of '" + id + "' by ec2"));
            if (!kind.has(call.state(), call.scope(), id)) {
                throw Refusals.of("InvalidID", "The ID '" + id + "' is not valid");
            }
        }
        return ids;
    }

    private static Outcome<NetworkState> describe(Call<NetworkState> call) {
        List<Tag> all = new ArrayList<>();
        call.state().tags().forEach((id, tags) -> {
            boolean here = ResourceKind.of(id)
                    .filter(kind -> kind.has(call.state(), call.scope(), id))
                    .isPresent();
            if (here) {
                tags.forEach((key, value) -> all.add(new Tag(id, key, value)));
            }
        });
        FilterFields<Tag> filters = new FilterFields<Tag>(tag -> Map.of(tag.key(), tag.value()))
                .with("key", Tag::key)
                .with("value", Tag::value)
                .with("resource-id", Tag::resourceId)
                .with("resource-type", tag -> type(tag.resourceId()));
        return new Listing<>(
                        "", "tagSet", tag -> tag.resourceId() + ' ' + tag.key(), filters, Tags::view, Refusals::noIds)
                .of(call, all);
    }

    private static String type(String id) {
        return ResourceKind.of(id).map(ResourceKind::type).orElse("");
    }

    private static ObjectNode view(Tag tag) {
        return Answer.empty()
                .put("resourceId", tag.resourceId())
                .put("resourceType", type(tag.resourceId()))
                .put("key", tag.key())
                .put("value", tag.value());
    }
}
