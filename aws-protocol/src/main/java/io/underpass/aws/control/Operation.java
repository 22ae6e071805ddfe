package io.underpass.aws.control;

import io.underpass.aws.shape.StructureShape;
import java.util.function.Function;

/**
 * One operation of a control API.
 *
 * <p>Threads: immutable; {@code body} is a pure function.
 *
 * @param name AWS's name, {@code PutIntegration} for instance
 * @param input the shape of the input; validated before {@code body} runs
 * @param body from the call to the outcome; throws {@link io.underpass.aws.AwsError} to refuse
 */
public record Operation<S>(String name, StructureShape input, Function<Call<S>, Outcome<S>> body) {}
