package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelegatingExchangeTest {

    /** A method that the interface answers by itself would hide what the other exchange answers. */
    @ParameterizedTest
    @ValueSource(classes = {Exchange.class, ResponseSink.class})
    void everyMethodIsPassedOn(Class<?> contract) throws NoSuchMethodException {
        Class<?> delegating = contract == Exchange.class ? DelegatingExchange.class : DelegatingSink.class;
        for (Method method : contract.getMethods()) {
            Method found = delegating.getMethod(method.getName(), method.getParameterTypes());
            assertThat(found.getDeclaringClass().isInterface())
                    .as(method.getName())
                    .isFalse();
        }
    }
}
