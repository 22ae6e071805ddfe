package io.underpass.aws.state;

import java.util.Optional;

/**
 * A row that changed.
 *
 * <p>Threads: immutable.
 *
 * @param table the table, {@code elbv2.listeners} for instance
 * @param key its key in the table
 * @param json what stands there now, one line of JSON; empty where nothing does any more
 */
public record Row(String table, String key, Optional<String> json) {}
