package io.underpass.aws.state;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the codec of a type: values, text, records, one of several records, collections of these.
 *
 * <p>Threads: safe.
 */
final class Codecs {

    private static final Map<Type, Codec> KNOWN = new ConcurrentHashMap<>(ValueCodecs.BY_TYPE);

    private Codecs() {}

    /** The codec of {@code type}; an IllegalArgumentException says which type has none. */
    static Codec of(Type type) {
        Codec known = KNOWN.get(type);
        if (known != null) {
            return known;
        }
        Codec made = make(type);
        KNOWN.put(type, made);
        return made;
    }

    /** The codec of the record {@code type}. */
    static RecordCodec ofRecord(Class<?> type) {
        if (of(type) instanceof RecordCodec codec) {
            return codec;
        }
        throw new IllegalArgumentException(type + " is not written member by member");
    }

    private static Codec make(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type[] arguments = generic.getActualTypeArguments();
            if (raw == Optional.class) {
                return new OptionalCodec(of(arguments[0]));
            }
            return arguments.length == 2
                    ? MapCodec.of(raw, arguments[0], of(arguments[1]))
                    : CollectionCodec.of(raw, of(arguments[0]));
        }
        if (type instanceof Class<?> plain) {
            Optional<Codec> text = TextCodec.of(plain);
            if (text.isPresent()) {
                return text.get();
            }
            if (plain.isRecord()) {
                return new RecordCodec(plain);
            }
            if (plain.isSealed()) {
                return new SealedCodec(plain);
            }
        }
        throw new IllegalArgumentException("There is no JSON form for values of " + type.getTypeName());
    }
}
