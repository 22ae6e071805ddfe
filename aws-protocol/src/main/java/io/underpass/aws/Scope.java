package io.underpass.aws;

/**
 * The account and region that a resource lives in. Names are unique and lists complete within one scope.
 *
 * <p>Threads: immutable.
 *
 * @param account twelve digits
 * @param region {@code us-east-1} for instance
 */
public record Scope(String account, String region) {}
