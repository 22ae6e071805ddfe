package io.underpass.emulator.description;

/**
 * Something in a description that cannot be meant. Threads: immutable.
 *
 * @param path where: {@code loadBalancers.orders.listeners.80.rules[0].forward}
 * @param message what is wrong, and what would be right
 */
public record Mistake(String path, String message) {

    @Override
    public String toString() {
        return path + ": " + message;
    }
}
