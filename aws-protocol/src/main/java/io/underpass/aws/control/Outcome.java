package io.underpass.aws.control;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What an operation leads to.
 *
 * <p>Threads: confined to the control thread.
 *
 * @param state the state after the call; the very same object where nothing changed
 * @param output the members of the answer, by wire name, in order
 */
public record Outcome<S>(S state, ObjectNode output) {}
