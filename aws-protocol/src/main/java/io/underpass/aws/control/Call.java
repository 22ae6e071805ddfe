package io.underpass.aws.control;

import io.underpass.aws.Ids;
import io.underpass.aws.Scope;
import io.underpass.aws.shape.Input;
import java.time.Instant;

/**
 * One call of an operation.
 *
 * <p>Threads: confined to the control thread.
 *
 * @param state the state before the call
 * @param input the validated input
 * @param scope the account and region the caller addresses
 * @param now the time of the call
 * @param ids where new identifiers come from
 */
public record Call<S>(S state, Input input, Scope scope, Instant now, Ids ids) {}
