package io.underpass.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which fake target or load balancer a parameter stands for, where its own name does not. Names of parameters are
 * known to those alone who compile with {@code -parameters}.
 *
 * <p>Threads: immutable.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Called {

    /** The name. */
    String value();
}
