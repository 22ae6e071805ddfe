package io.underpass.wire;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message in the order of their lines, in one array. A message has some ten fields and each is looked
 * at a few times, so walking along them is cheaper than hashing every name and linking an object for every line.
 *
 * <p>Nothing is checked here: {@link FieldLines} checks what is received and {@link HeadEncoder} what is sent. A value is
 * text or a number; unlike other headers it formats no dates.
 *
 * <p>Threads: not safe; not changed any more once handed on. Then any thread may read it, if it was handed on safely.
 */
public final class FieldList extends HttpHeaders {

    private static final int INITIAL_FIELDS = 16;

    /** Name, value, name, value. */
    private @Nullable CharSequence[] cells = new CharSequence[2 * INITIAL_FIELDS];

    private int size;

    /** The fields of {@code headers}: the list itself where it is one, otherwise a copy. */
    public static FieldList of(HttpHeaders headers) {
        if (headers instanceof FieldList list) {
            return list;
        }
        FieldList copy = new FieldList();
        headers.iteratorCharSequence().forEachRemaining(field -> copy.append(field.getKey(), field.getValue()));
        return copy;
    }

    /** The name of field {@code index}, from 0, as it was given. */
    public CharSequence name(int index) {
        return cell(2 * index);
    }

    /** The value of field {@code index}, from 0. */
    public CharSequence value(int index) {
        return cell(2 * index + 1);
    }

    /** Adds a field as the last. */
    public FieldList append(CharSequence name, CharSequence value) {
        if (2 * size == cells.length) {
            cells = Arrays.copyOf(cells, 2 * cells.length);
        }
        cells[2 * size] = name;
        cells[2 * size + 1] = value;
        size++;
        return this;
    }

    /** The index of the first field {@code name}, in any case, at or after {@code from}; -1 where there is none. */
    public int indexOf(CharSequence name, int from) {
        int length = name.length();
        for (int i = from; i < size; i++) {
            CharSequence candidate = cell(2 * i);
            if (candidate == name
                    || (candidate.length() == length && AsciiString.contentEqualsIgnoreCase(candidate, name))) {
                return i;
            }
        }
        return -1;
    }

    /** The value of the first field {@code name}; {@code otherwise} where there is none. */
    public CharSequence first(CharSequence name, CharSequence otherwise) {
        int index = indexOf(name, 0);
        return index < 0 ? otherwise : value(index);
    }

    /** Removes every field whose name {@code unwanted} accepts, in one walk. */
    public void removeIf(Predicate<? super CharSequence> unwanted) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!unwanted.test(name(i))) {
                cells[2 * kept] = cells[2 * i];
                cells[2 * kept + 1] = cells[2 * i + 1];
                kept++;
            }
        }
        Arrays.fill(cells, 2 * kept, 2 * size, null);
        size = kept;
    }

    private CharSequence cell(int at) {
        CharSequence text = at < 2 * size ? cells[at] : null;
        if (text == null) {
            throw new IndexOutOfBoundsException("field " + at / 2 + " of " + size);
        }
        return text;
    }

    private static CharSequence text(Object value) {
        if (value instanceof CharSequence text) {
            return text;
        }
        if (value instanceof Number) {
            return value.toString();
        }
        throw new IllegalArgumentException(
                "a field's value is text or a number, not a " + value.getClass().getName());
    }

    // ---- as HttpHeaders

    @Override
    public @Nullable String get(CharSequence name) {
        int index = indexOf(name, 0);
        return index < 0 ? null : value(index).toString();
    }

    @Override
    public @Nullable String get(String name) {
        return get((CharSequence) name);
    }

    @Override
    public String get(CharSequence name, String otherwise) {
        int index = indexOf(name, 0);
        return index < 0 ? otherwise : value(index).toString();
    }

    @Override
    public List<String> getAll(CharSequence name) {
        int index = indexOf(name, 0);
        if (index < 0) {
            return List.of();
        }
        List<String> values = new ArrayList<>(2);
        for (; index >= 0; index = indexOf(name, index + 1)) {
            values.add(value(index).toString());
        }
        return values;
    }

    @Override
    public List<String> getAll(String name) {
        return getAll((CharSequence) name);
    }

    @Override
    public boolean contains(CharSequence name) {
        return indexOf(name, 0) >= 0;
    }

    @Override
    public boolean contains(String name) {
        return indexOf(name, 0) >= 0;
    }

    @Override
    public boolean contains(CharSequence name, CharSequence value, boolean ignoreCase) {
        for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 1)) {
            if (ignoreCase
                    ? AsciiString.contentEqualsIgnoreCase(value(i), value)
                    : AsciiString.contentEquals(value(i), value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean contains(String name, String value, boolean ignoreCase) {
        return contains((CharSequence) name, value, ignoreCase);
    }

    /** Whether a field {@code name} has {@code value} as one of the members of its comma-separated list. */
    @Override
    public boolean containsValue(CharSequence name, CharSequence value, boolean ignoreCase) {
        for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 1)) {
            if (AsciiString.indexOf(value(i), ',', 0) >= 0) {
                return super.containsValue(name, value, ignoreCase);
            }
            CharSequence only = AsciiString.trim(value(i));
            if (ignoreCase
                    ? AsciiString.contentEqualsIgnoreCase(only, value)
                    : AsciiString.contentEquals(only, value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        return append(name, text(value));
    }

    @Override
    public HttpHeaders add(String name, Object value) {
        return append(name, text(value));
    }

    @Override
    public HttpHeaders add(String name, Iterable<?> values) {
        values.forEach(value -> append(name, text(value)));
        return this;
    }

    @Override
    public HttpHeaders addInt(CharSequence name, int value) {
        return append(name, Integer.toString(value));
    }

    @Override
    public HttpHeaders addShort(CharSequence name, short value) {
        return append(name, Short.toString(value));
    }

    @Override
    public HttpHeaders set(CharSequence name, Object value) {
        CharSequence text = text(value);
        int index = indexOf(name, 0);
        if (index >= 0 && indexOf(name, index + 1) < 0) {
            remove(index);
        } else {
            remove(name);
        }
        return append(name, text);
    }

    @Override
    public HttpHeaders set(String name, Object value) {
        return set((CharSequence) name, value);
    }

    @Override
    public HttpHeaders set(String name, Iterable<?> values) {
        remove(name);
        return add(name, values);
    }

    @Override
    public HttpHeaders setInt(CharSequence name, int value) {
        return set(name, (Object) Integer.toString(value));
    }

    @Override
    public HttpHeaders setShort(CharSequence name, short value) {
        return set(name, (Object) Short.toString(value));
    }

    @Override
    public HttpHeaders remove(CharSequence name) {
        int index = indexOf(name, 0);
        if (index >= 0) {
            if (indexOf(name, index + 1) < 0) {
                remove(index);
            } else {
                removeIf(candidate -> AsciiString.contentEqualsIgnoreCase(candidate, name));
            }
        }
        return this;
    }

    @Override
    public HttpHeaders remove(String name) {
        return remove((CharSequence) name);
    }

    private void remove(int index) {
        System.arraycopy(cells, 2 * index + 2, cells, 2 * index, 2 * (size - index - 1));
        size--;
        cells[2 * size] = null;
        cells[2 * size + 1] = null;
    }

    @Override
    public HttpHeaders clear() {
        Arrays.fill(cells, 0, 2 * size, null);
        size = 0;
        return this;
    }

    @Override
    public HttpHeaders copy() {
        FieldList copy = new FieldList();
        copy.cells = cells.clone();
        copy.size = size;
        return copy;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            names.add(name(i).toString());
        }
        return names;
    }

    @Override
    public List<Map.Entry<String, String>> entries() {
        List<Map.Entry<String, String>> entries = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            entries.add(Map.entry(name(i).toString(), value(i).toString()));
        }
        return entries;
    }

    /** A walk over copies: unlike a {@code Map.Entry} of other headers, these change nothing. */
    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
        return entries().iterator();
    }

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iteratorCharSequence() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Map.Entry<CharSequence, CharSequence> next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                int index = next++;
                return new AbstractMap.SimpleImmutableEntry<>(name(index), value(index));
            }
        };
    }

    @Override
    public @Nullable Integer getInt(CharSequence name) {
        String value = get(name);
        return value == null || !isInteger(value) ? null : Integer.valueOf(value);
    }

    @Override
    public int getInt(CharSequence name, int otherwise) {
        Integer value = getInt(name);
        return value == null ? otherwise : value;
    }

    @Override
    public @Nullable Short getShort(CharSequence name) {
        Integer value = getInt(name);
        return value == null || value.shortValue() != value ? null : value.shortValue();
    }

    @Override
    public short getShort(CharSequence name, short otherwise) {
        Short value = getShort(name);
        return value == null ? otherwise : value;
    }

    @Override
    public @Nullable Long getTimeMillis(CharSequence name) {
        int index = indexOf(name, 0);
        Date date = index < 0 ? null : DateFormatter.parseHttpDate(value(index));
        return date == null ? null : date.getTime();
    }

    @Override
    public long getTimeMillis(CharSequence name, long otherwise) {
        Long millis = getTimeMillis(name);
        return millis == null ? otherwise : millis;
    }

    private static boolean isInteger(String text) {
        try {
            Integer.parseInt(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
