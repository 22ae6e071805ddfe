package io.underpass.alb.data;

/**
 * An address that a target takes requests at.
 *
 * <p>Threads: immutable.
 *
 * @param host the address; a name only while its addresses have not been looked up yet
 * @param status what is known of the target at this address
 */
public record TargetAddress(String host, TargetStatus status) {}
