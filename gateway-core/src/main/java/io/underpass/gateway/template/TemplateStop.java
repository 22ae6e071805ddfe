package io.underpass.gateway.template;

/**
 * Ends a rendering from inside of Velocity, which knows no other way; {@link MappingTemplate#render} makes a value of it.
 *
 * <p>Threads: immutable.
 */
final class TemplateStop extends RuntimeException {

    private static final long serialVersionUID = 1;

    TemplateStop(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
