package io.underpass.emulator.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a command is about: the one argument that is no option, a file. It has to be given. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface Operand {

    /** What stands for it in {@code --help}. */
    String paramLabel();

    /** For {@code --help}. */
    String description();
}
