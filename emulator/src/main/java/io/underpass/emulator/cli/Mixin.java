package io.underpass.emulator.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A field that holds options which several commands have. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface Mixin {}
