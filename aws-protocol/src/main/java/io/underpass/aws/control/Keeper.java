package io.underpass.aws.control;

/**
 * Keeps changes where they outlive the process.
 *
 * <p>Threads: called on the control thread only.
 */
@FunctionalInterface
public interface Keeper<S> {

    /**
     * Keeps what makes {@code after} of {@code before}. Once it returns, the change is safe; where it throws {@link
     * io.underpass.aws.AwsError}, nothing has changed and the call that asked for it is answered so.
     */
    void keep(S before, S after);
}
