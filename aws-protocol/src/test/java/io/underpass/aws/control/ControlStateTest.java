package io.underpass.aws.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.aws.AwsError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlStateTest {

    private final List<String> compiled = new ArrayList<>();
    private final ControlState<String, String> control = new ControlState<>("one", new Recorder());

    @Test
    void startsWithTheCompiledInitialState() {
        assertThat(control.state()).isEqualTo("one");
        assertThat(control.snapshot()).isEqualTo("<one>");
    }

    @Test
    void changeIsCompiledFromWhatWasThereBefore() {
        control.change(state -> state + "two");

        assertThat(control.state()).isEqualTo("onetwo");
        assertThat(control.snapshot()).isEqualTo("<onetwo>");
        assertThat(compiled).containsExactly("<one> one onetwo");
    }

    @Test
    void sameObjectIsNotCompiledAgain() {
        control.publish(control.state());

        assertThat(compiled).isEmpty();
    }

    @Test
    void stateThatDoesNotCompileIsNotPublished() {
        assertThatThrownBy(() -> control.publish("broken")).hasMessage("does not compile");

        assertThat(control.state()).isEqualTo("one");
        assertThat(control.snapshot()).isEqualTo("<one>");
    }

    @Test
    void changeIsKeptBeforeItIsSeen() {
        List<String> kept = new ArrayList<>();
        control.keepBy((before, after) -> kept.add(before + " " + after + " " + control.state()));

        control.publish("two");

        assertThat(kept).containsExactly("one two one");
        assertThat(control.state()).isEqualTo("two");
    }

    @Test
    void changeThatCannotBeKeptIsNotPublished() {
        control.keepBy((before, after) -> {
            throw new AwsError(500, "InternalFailure", "disk full");
        });

        assertThatThrownBy(() -> control.publish("two")).hasMessage("disk full");

        assertThat(control.state()).isEqualTo("one");
        assertThat(control.snapshot()).isEqualTo("<one>");
    }

    @Test
    void changeThatDoesNotCompileIsNotKept() {
        List<String> kept = new ArrayList<>();
        control.keepBy((before, after) -> kept.add(after));

        assertThatThrownBy(() -> control.publish("broken")).hasMessage("does not compile");

        assertThat(kept).isEmpty();
    }

    @Test
    void whatIsPreparedTakesEffectWhenItRuns() {
        Runnable publication = control.prepare("two");
        assertThat(control.state()).isEqualTo("one");

        publication.run();

        assertThat(control.state()).isEqualTo("two");
        assertThat(control.snapshot()).isEqualTo("<two>");
    }

    private final class Recorder implements ControlState.Compiler<String, String> {

        @Override
        public String first(String state) {
            return "<" + state + ">";
        }

        @Override
        public String next(String previous, String before, String state) {
            if (state.equals("broken")) {
                throw new IllegalStateException("does not compile");
            }
            compiled.add(previous + " " + before + " " + state);
            return first(state);
        }
    }
}
