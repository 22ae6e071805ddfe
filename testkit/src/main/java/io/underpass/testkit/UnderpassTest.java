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
 * @UnderpassTest(targets = "orders", description = "shop.yaml")
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

    /**
     * The file, YAML or JSON, that says what there is from the beginning: a resource beside the class, or with a slash at its
     * beginning anywhere on the class path, or a file. <code>${orders}</code> in it stands for the address and port of the
     * fake target {@code orders}.
     */
    String description() default "";

    /** What is done once the emulator and the targets run, in order; each has a constructor without parameters. */
    Class<? extends UnderpassSetUp>[] setUp() default {};

    /** The region of calls that name none; empty for {@code us-east-1}. */
    String region() default "";

    /** Whether tests see what tests before them left. */
    boolean keepStateBetweenTests() default false;
}
