package io.underpass.aws.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
