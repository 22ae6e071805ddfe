package io.underpass.alb.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A set of status codes, written {@code 200}, {@code 200,202} or {@code 200-299}; or of the codes of gRPC, written
 * {@code 0,12} or {@code 0-99}.
 *
 * <p>Threads: immutable.
 *
 * @param ranges in the order given
 */
public record HttpCodes(List<Range> ranges) {

    /** Room for each of the three hundred codes that a health check may take, on its own. AWS documents no limit. */
    private static final int MAX_LENGTH = 300 * 4 - 1;

    private static final int DIGITS = 3;
    private static final int GRPC_DIGITS = 2;

    /**
     * A run of codes.
     *
     * @param last not below {@code first}
     */
    public record Range(int first, int last) {

        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    /** No code: for checks that ask for none. */
    public static final HttpCodes NONE = new HttpCodes(List.of());

    /** Of this code alone. */
    public static HttpCodes of(int code) {
        return new HttpCodes(List.of(new Range(code, code)));
    }

    /**
     * Reads {@code text}, codes of either kind; it is empty for no code at all. Empty where it is not such a set, or a long
     * one.
     */
    public static Optional<HttpCodes> parse(String text) {
        return parse(text, 1, DIGITS);
    }

    /** As {@link #parse(String)}, for status codes, which have three digits. */
    public static Optional<HttpCodes> parseHttp(String text) {
        return parse(text, DIGITS, DIGITS);
    }

    /** As {@link #parse(String)}, for the codes of gRPC, which have one digit or two. */
    public static Optional<HttpCodes> parseGrpc(String text) {
        return parse(text, 1, GRPC_DIGITS);
    }

    private static Optional<HttpCodes> parse(String text, int minDigits, int maxDigits) {
        if (text.isEmpty()) {
            return Optional.of(NONE);
        }
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        List<Range> ranges = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            Optional<Range> range = range(item, minDigits, maxDigits);
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(new HttpCodes(List.copyOf(ranges)));
    }

    private static Optional<Range> range(String item, int minDigits, int maxDigits) {
        int hyphen = item.indexOf('-');
        Optional<Integer> first = code(hyphen < 0 ? item : item.substring(0, hyphen), minDigits, maxDigits);
        Optional<Integer> last = hyphen < 0 ? first : code(item.substring(hyphen + 1), minDigits, maxDigits);
        return first.flatMap(from -> last.filter(to -> to >= from).map(to -> new Range(from, to)));
    }

    private static Optional<Integer> code(String text, int minDigits, int maxDigits) {
        return text.length() >= minDigits
                        && text.length() <= maxDigits
                        && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(Integer.parseInt(text))
                : Optional.empty();
    }

    /** Whether {@code status} is one of them. */
    public boolean contains(int status) {
        for (Range range : ranges) {
            if (status >= range.first() && status <= range.last()) {
                return true;
            }
        }
        return false;
    }

    /** As it was read, but that a run of one code is written as that code. */
    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}
