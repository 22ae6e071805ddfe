package io.underpass.emulator.faults;

/**
 * A fault that was added.
 *
 * <p>Threads: immutable.
 *
 * @param id to remove it by
 * @param hits how many requests it has hit
 * @param spent whether it has hit as many as it may
 */
public record StandingFault(String id, Fault fault, long hits, boolean spent) {}
