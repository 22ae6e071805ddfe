package io.underpass.gateway.compile;

import io.underpass.gateway.model.RestApi;
import java.util.OptionalInt;

/**
 * What an API says of the bodies of all its methods.
 *
 * <p>Threads: immutable.
 *
 * @param binaryMediaTypes of which media types bodies are bytes
 * @param minimumCompressionBytes from which size on responses are compressed; empty for never, and then requests are not
 *     decompressed either
 */
public record Payloads(BinaryMediaTypes binaryMediaTypes, OptionalInt minimumCompressionBytes) {

    static Payloads of(RestApi api) {
        return new Payloads(
                BinaryMediaTypes.of(api.binaryMediaTypes()),
                api.minimumCompressionSize().map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    /** Whether bodies are compressed. */
    public boolean compressed() {
        return minimumCompressionBytes.isPresent();
    }
}
