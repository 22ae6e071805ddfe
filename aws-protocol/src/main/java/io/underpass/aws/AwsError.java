package io.underpass.aws;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error answer of a control API: status, code and message as AWS words them. Thrown by operations; the state they
 * were given stays as it was. Each wire protocol renders it in its own shape.
 *
 * <p>Threads: immutable.
 */
public final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String text;
    private final LinkedHashMap<String, String> members;

    /**
     * An error.
     *
     * @param status the HTTP status
     * @param code the error code on the wire, {@code NotFoundException} for instance
     * @param message the message a client prints
     */
    public AwsError(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    /**
     * An error with members beside its message.
     *
     * @param members further members of the error's body, by wire name
     */
    public AwsError(int status, String code, String message, Map<String, String> members) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.text = message;
        this.members = new LinkedHashMap<>(members);
    }

    /** An operation or a feature of one that exists on AWS and not here. */
    public static AwsError notEmulated(String what) {
        return new AwsError(501, "NotImplementedException", "Underpass does not emulate " + what + " yet.");
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The error code. */
    public String code() {
        return code;
    }

    /** The message. */
    public String text() {
        return text;
    }

    /** Further members of the body, by wire name, in order. */
    public Map<String, String> members() {
        return Collections.unmodifiableMap(members);
    }
}
