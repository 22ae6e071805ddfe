package io.underpass.alb.compile;

/**
 * How a load balancer rewrites header fields towards targets.
 *
 * <p>Threads: immutable.
 *
 * @param xForwardedFor what it does with X-Forwarded-For
 * @param clientPort whether its own X-Forwarded-For entry names the client's port
 * @param preserveHost whether Host fields stay as they came
 * @param dropInvalidFields whether fields with odd names are dropped
 */
public record RequestHeaderSettings(
        XForwardedFor xForwardedFor, boolean clientPort, boolean preserveHost, boolean dropInvalidFields) {

    /** The modes of {@code routing.http.xff_header_processing.mode}. */
    public enum XForwardedFor {
        /** The client's address is added. */
        APPEND,
        /** Nothing is changed. */
        PRESERVE,
        /** The field is dropped. */
        REMOVE
    }

    static RequestHeaderSettings of(Attributes attributes) {
        return new RequestHeaderSettings(
                mode(attributes.text("routing.http.xff_header_processing.mode", "append")),
                attributes.flag("routing.http.xff_client_port.enabled", false),
                attributes.flag("routing.http.preserve_host_header.enabled", false),
                attributes.flag("routing.http.drop_invalid_header_fields.enabled", false));
    }

    private static XForwardedFor mode(String mode) {
        return switch (mode) {
            case "preserve" -> XForwardedFor.PRESERVE;
            case "remove" -> XForwardedFor.REMOVE;
            default -> XForwardedFor.APPEND;
        };
    }
}
