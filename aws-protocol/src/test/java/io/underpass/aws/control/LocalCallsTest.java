package io.underpass.aws.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.RandomIds;
import io.underpass.aws.Scope;
import io.underpass.aws.shape.Shapes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LocalCallsTest {

    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");

    private final List<String> published = new ArrayList<>();
    private final ControlState<String, String> control = new ControlState<>(
            "",
            new ControlState.Compiler<>() {
                @Override
                public String first(String state) {
                    return state;
                }

                @Override
                public String next(String previous, String before, String state) {
                    if (state.contains("!")) {
                        throw new IllegalStateException("does not compile");
                    }
                    return state;
                }
            },
            published::add);
    private final LocalCalls<String> calls = new LocalCalls<>(
            control,
            List.of(new Operation<>(
                    "Append",
                    Shapes.input("appendInput").required("Text", Shapes.string(1, 3)),
                    call -> new Outcome<>(
                            call.state() + call.input().string("Text"), JsonNodeFactory.instance.objectNode()))),
            new RandomIds(new Random(1)),
            InstantSource.system());

    @Test
    void aCallPublishesAsOneOfTheEndpointDoes() {
        append("a");

        assertThat(control.snapshot()).isEqualTo("a");
    }

    @Test
    void inputIsCheckedByTheShape() {
        assertThatThrownBy(() -> append("long"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("Member must have length less than or equal to 3");
    }

    @Test
    void severalCallsAtOnceArePublishedTogether() {
        calls.atOnce(() -> {
            append("a");
            append("b");
            assertThat(calls.state()).isEqualTo("ab");
            assertThat(control.state()).isEmpty();
            return "";
        });

        assertThat(published).containsExactly("ab");
    }

    @Test
    void whereOneFailsNoneHasEffect() {
        assertThatThrownBy(() -> calls.atOnce(() -> {
                    append("a");
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThatThrownBy(() -> calls.atOnce(() -> append("!"))).hasMessage("does not compile");

        append("b");
        assertThat(published).containsExactly("b");
    }

    @Test
    void whatLeadsBackIsNotPublished() {
        calls.atOnce(() -> {
            append("a");
            calls.change(state -> "");
            return "";
        });

        assertThat(published).isEmpty();
    }

    private ObjectNode append(String text) {
        return calls.call("Append", JsonNodeFactory.instance.objectNode().put("Text", text), SCOPE);
    }
}
