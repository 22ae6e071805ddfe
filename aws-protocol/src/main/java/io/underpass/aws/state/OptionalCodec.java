package io.underpass.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The codec of what may be missing: as the value itself, or left out. Threads: safe. */
record OptionalCodec(Codec value) implements Codec {

    @Override
    public JsonNode write(Object optional) {
        return value.write(((Optional<?>) optional).orElseThrow());
    }

    @Override
    public Object read(JsonNode json, Place place) {
        return Optional.of(value.read(json, place));
    }

    @Override
    public Optional<Object> absent() {
        return Optional.of(Optional.empty());
    }
}
