package io.underpass.gateway.compile;

import java.util.Optional;

/**
 * What {@code contentHandling} says is to be made of a body. Which {@link Conversion} that takes depends on what the body
 * is (spec 2.13; AWS, "Content type conversions in API Gateway").
 *
 * <p>Threads: immutable.
 */
public enum ContentHandling {
    /** Not set. */
    UNDEFINED,
    CONVERT_TO_BINARY,
    CONVERT_TO_TEXT;

    /** What happens to the bytes of a body. */
    public enum Conversion {
        /** Bytes stay bytes. */
        NONE,
        /** Text stays text: what is not UTF-8 is replaced. */
        TEXT,
        /** Bytes become base64. */
        ENCODE,
        /** Base64 becomes bytes. */
        DECODE
    }

    static ContentHandling of(Optional<String> setting) {
        return setting.map(ContentHandling::valueOf).orElse(UNDEFINED);
    }

    /** For a request's body, which is {@code binary} by its {@code Content-Type}. */
    public Conversion ofRequest(boolean binary) {
        return this == UNDEFINED && binary ? Conversion.NONE : forced(binary);
    }

    /** For a response's body, which is {@code binary} by its {@code Content-Type}, and wanted so by {@code Accept}. */
    public Conversion ofResponse(boolean binary, boolean wanted) {
        if (this != UNDEFINED) {
            return forced(binary);
        }
        if (binary) {
            return wanted ? Conversion.NONE : Conversion.ENCODE;
        }
        return wanted ? Conversion.DECODE : Conversion.TEXT;
    }

    private Conversion forced(boolean binary) {
        if (this == CONVERT_TO_BINARY) {
            return binary ? Conversion.NONE : Conversion.DECODE;
        }
        return binary ? Conversion.ENCODE : Conversion.TEXT;
    }
}
