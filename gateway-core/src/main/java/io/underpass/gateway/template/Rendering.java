package io.underpass.gateway.template;

/**
 * What rendering a template gives.
 *
 * <p>Threads: immutable.
 */
public sealed interface Rendering {

    /**
     * The template was rendered.
     *
     * @param overrides what this template and those before it have overridden
     */
    record Rendered(String text, Overrides overrides) implements Rendering {}

    /**
     * It was not, and the client gets 500.
     *
     * @param reason for people
     */
    record Failed(String reason) implements Rendering {}
}
