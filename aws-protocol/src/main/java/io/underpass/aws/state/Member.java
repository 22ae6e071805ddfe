package io.underpass.aws.state;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;

/** A component of a record. Threads: immutable. */
record Member(String name, Type type, Method accessor) {

    Member(RecordComponent component) {
        this(component.getName(), component.getGenericType(), component.getAccessor());
        accessor.setAccessible(true);
    }

    /** How its values are written. */
    Codec codec() {
        return Codecs.of(type);
    }

    /** Its value in {@code record}. */
    Object of(Object record) {
        try {
            return accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(accessor + " cannot be called", e);
        }
    }
}
