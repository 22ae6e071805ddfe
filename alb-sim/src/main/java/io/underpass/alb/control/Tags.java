package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.ListShape;
import io.underpass.aws.shape.StructureShape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.pcollections.PSortedMap;

/**
 * AddTags, RemoveTags and DescribeTags, over all types of resources.
 *
 * <p>Threads: stateless.
 */
final class Tags {

    private static final ListShape ARNS = list(string());
    private static final int ARNS_PER_DESCRIBE = 20;

    private static final StructureShape ADD =
            input("").required("ResourceArns", ARNS).required("Tags", TagList.SHAPE);
    private static final StructureShape REMOVE =
            input("").required("ResourceArns", ARNS).required("TagKeys", list(TagList.KEY));
    private static final StructureShape DESCRIBE = input("").required("ResourceArns", ARNS);

    private Tags() {}

    static List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("AddTags", ADD, Tags::add),
                new Operation<>("RemoveTags", REMOVE, Tags::remove),
                new Operation<>("DescribeTags", DESCRIBE, Tags::describe));
    }

    private static Outcome<AlbState> add(Call<AlbState> call) {
        return change(call, tags -> TagList.add(tags, call.input()));
    }

    private static Outcome<AlbState> remove(Call<AlbState> call) {
        return change(call, tags -> TagList.remove(tags, call.input().strings("TagKeys")));
    }

    private static Outcome<AlbState> change(Call<AlbState> call, UnaryOperator<PSortedMap<String, String>> change) {
        AlbState state = call.state();
        for (String arn : arns(call.input())) {
            Tagged resource = Tagged.find(new Existing(state, call.scope()), arn);
            PSortedMap<String, String> tags = change.apply(resource.tags());
            state = tags.equals(resource.tags()) ? state : resource.with(state, tags);
        }
        return new Outcome<>(state, Answer.empty());
    }

    private static Outcome<AlbState> describe(Call<AlbState> call) {
        List<String> arns = arns(call.input());
        if (arns.size() > ARNS_PER_DESCRIBE) {
            throw Refusals.validation("Tags of up to '" + ARNS_PER_DESCRIBE + "' resources can be described at a time");
        }
        List<ObjectNode> descriptions = new ArrayList<>();
        for (String arn : arns) {
            ObjectNode description = Answer.empty().put("ResourceArn", arn);
            description.set(
                    "Tags", TagList.render(Tagged.find(Existing.of(call), arn).tags()));
            descriptions.add(description);
        }
        return new Outcome<>(call.state(), Answer.list("TagDescriptions", descriptions));
    }

    private static List<String> arns(Input input) {
        List<String> arns = input.strings("ResourceArns");
        if (arns.isEmpty()) {
            throw Refusals.validation("At least one resource ARN must be specified");
        }
        return arns;
    }
}
