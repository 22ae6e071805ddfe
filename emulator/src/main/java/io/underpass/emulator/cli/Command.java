package io.underpass.emulator.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A command of the command line; its options are its fields. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Command {

    /** What it does, for {@code --help}. */
    String description();
}
