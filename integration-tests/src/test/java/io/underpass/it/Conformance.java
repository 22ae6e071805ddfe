package io.underpass.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What follows is a test of a conformance case, a request or a call whose answer by AWS is known. Its display name
 * begins with the case's id. {@link DifferencesTest} makes {@code docs/differences.md} of these.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ExtendWith(ConformanceRules.class)
@interface Conformance {

    /** The ids of the cases, {@code R01} for instance. */
    String[] value();

    /**
     * Why Underpass does not answer as AWS does; empty where it does. The test then shows what it answers, so that it
     * fails as soon as the difference is gone.
     */
    String differs() default "";
}
