package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.ListShape;
import io.underpass.aws.shape.StringShape;
import java.util.List;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** Reads, checks and shows the tags of a resource (spec 1.4). Threads: stateless. */
final class TagList {

    private static final String PATTERN = "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$";
    private static final int TAGS_PER_RESOURCE = 50;
    private static final String RESERVED = "aws:";

    /** The key of a tag. */
    static final StringShape KEY = string(1, 128, PATTERN);

    /** A member {@code Tags}. */
    static final ListShape SHAPE =
            list(structure().required("Key", KEY).optional("Value", string(0, 256, PATTERN)), 1, Integer.MAX_VALUE);

    private TagList() {}

    /** The tags that the member {@code Tags} of {@code input} holds. */
    static PSortedMap<String, String> read(Input input) {
        return add(TreePMap.empty(), input);
    }

    /** {@code tags} with those that the member {@code Tags} of {@code input} holds. */
    static PSortedMap<String, String> add(PSortedMap<String, String> tags, Input input) {
        PSortedMap<String, String> given = TreePMap.empty();
        for (Input tag : input.structures("Tags")) {
            String key = tag.string("Key");
            checkKey(key);
            if (given.containsKey(key)) {
                throw Refusals.of("DuplicateTagKeys", "Tag key was specified more than once: " + key);
            }
            given = given.plus(key, tag.optionalString("Value").orElse(""));
        }
        PSortedMap<String, String> all = tags.plusAll(given);
        if (all.size() > TAGS_PER_RESOURCE) {
            throw Refusals.of(
                    "TooManyTags",
                    "The quota for the number of tags that can be assigned to a resource has been reached: "
                            + TAGS_PER_RESOURCE);
        }
        return all;
    }

    /** {@code tags} without {@code keys}. */
    static PSortedMap<String, String> remove(PSortedMap<String, String> tags, List<String> keys) {
        keys.forEach(TagList::checkKey);
        return tags.minusAll(keys);
    }

    static ArrayNode render(PSortedMap<String, String> tags) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        tags.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return list;
    }

    /** Only AWS itself writes keys of that prefix; the text is a guess. */
    private static void checkKey(String key) {
        if (key.startsWith(RESERVED)) {
            throw Refusals.validation("Tag key '" + key + "' begins with '" + RESERVED + "', which is reserved");
        }
    }
}
