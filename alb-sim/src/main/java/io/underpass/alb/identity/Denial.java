package io.underpass.alb.identity;

/**
 * Somebody is not let pass; a value, never thrown.
 *
 * <p>Threads: immutable.
 *
 * @param detail for people: what was looked for and what was found. Holds no token and no secret
 */
public record Denial(ErrorReason reason, String detail) {}
