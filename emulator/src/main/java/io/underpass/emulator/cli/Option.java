package io.underpass.emulator.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An option, and the field that its value goes to. A field that is a boolean makes it a switch. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface Option {

    /** As it is written, with its dashes. The longest names its environment variable. */
    String[] names();

    /** What stands for its value in {@code --help}. */
    String paramLabel() default "VALUE";

    /** The value where neither the arguments nor the environment have one; empty to leave the field as it is. */
    String defaultValue() default "";

    /** For {@code --help}; {@code ${DEFAULT-VALUE}} and {@code ${CANDIDATES}} are filled in. */
    String description();

    /** Whether a value has to be given. */
    boolean required() default false;

    /** What separates the values of a field that holds several. */
    String split() default "";

    /** Whether {@code --help} is silent about it. */
    boolean hidden() default false;
}
