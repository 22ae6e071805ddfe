package io.underpass.alb.compile;

import java.util.List;
import java.util.Optional;

/**
 * By regular expressions, any of which suffices: on the path by case, on the host and on header fields without (a guess
 * for both: patterns have no case there).
 *
 * <p>Threads: immutable.
 *
 * @param subject where it looks
 */
record RegexCondition(Subject subject, List<Regex> regexes) implements CompiledCondition {

    /** Where regular expressions may look. Threads: immutable. */
    sealed interface Subject {

        /** The path, without the query. */
        record Path() implements Subject {}

        /** The first Host field without its port. */
        record Host() implements Subject {}

        /** Every occurrence of a header field. */
        record Header(String name) implements Subject {}
    }

    @Override
    public boolean matches(RequestFacts request) {
        if (subject instanceof Subject.Path) {
            return anyMatches(request.path(), request.regexWork());
        }
        if (subject instanceof Subject.Header header) {
            for (String value : request.header(header.name())) {
                if (anyMatches(value, request.regexWork())) {
                    return true;
                }
            }
            return false;
        }
        return anyMatches(request.host(), request.regexWork());
    }

    private boolean anyMatches(String text, RegexWork work) {
        for (Regex regex : regexes) {
            if (work.affords(regex, text.length()) && regex.matches(text)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String found(RequestFacts request) {
        if (subject instanceof Subject.Header header) {
            List<String> values = request.header(header.name());
            return values.isEmpty() ? "no such header" : String.join(", ", values);
        }
        return subject instanceof Subject.Path ? request.path() : request.host();
    }

    @Override
    public Optional<String> header() {
        return subject instanceof Subject.Header header ? Optional.of(header.name()) : Optional.empty();
    }

    @Override
    public List<PathPrefix> pathPrefixes() {
        return subject instanceof Subject.Path
                ? regexes.stream().map(Regex::prefix).toList()
                : List.of();
    }

    @Override
    public String toString() {
        String where = subject instanceof Subject.Path
                ? "path-pattern"
                : subject instanceof Subject.Header header ? "http-header " + header.name() : "host-header";
        return where + " regex " + regexes;
    }
}
