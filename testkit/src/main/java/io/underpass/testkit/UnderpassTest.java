package io.underpass.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An emulator for the tests of a class, as a static {@link UnderpassExtension} is. Nested classes use that of the class
 * around them, whatever they are annotated with.
 *
 * <pre>{@code
 * @UnderpassTest(targets = "orders", setUp = Shop.class)
 * class OrdersTest {
 *
 *     @Test
 *     void ordersAreFound(@InvokeUrl URI shop, FakeTarget orders) { ... }
 * }
 * }</pre>
 *
 * <p>Threads: immutable.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(UnderpassTestExtension.class)
public @interface UnderpassTest {

    /** The names of the fake targets to start. */
    String[] targets() default {};

    /** What is done once the emulator and the targets run, in order; each has a constructor without parameters. */
    Class<? extends UnderpassSetUp>[] setUp() default {};

    /** The region of calls that name none; empty for {@code us-east-1}. */
    String region() default "";

    /** Whether tests see what tests before them left. */
    boolean keepStateBetweenTests() default false;
}
