package io.underpass.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of type {@link java.net.URI} that says where a stage is invoked; without a slash at its end.
 *
 * <p>Threads: immutable.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface InvokeUrl {

    /** The name or the id of the REST API; empty where there is only one. */
    String api() default "";

    /** The stage; empty where the API has only one. */
    String stage() default "";
}
