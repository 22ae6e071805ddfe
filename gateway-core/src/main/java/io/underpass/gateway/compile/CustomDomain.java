package io.underpass.gateway.compile;

import io.underpass.gateway.model.BasePathMapping;
import io.underpass.gateway.model.DomainName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A custom domain name as it is served.
 *
 * <p>Threads: immutable.
 *
 * @param source the domain name
 * @param longestFirst its mappings, so that the first that matches is the closest
 */
public record CustomDomain(DomainName source, List<BasePathMapping> longestFirst) {

    /** {@code source} as it is served. */
    static CustomDomain of(DomainName source) {
        Stream<BasePathMapping> sorted = source.mappings().values().stream()
                .sorted(Comparator.comparingInt(
                                (BasePathMapping mapping) -> mapping.basePath().length())
                        .reversed());
        return new CustomDomain(source, sorted.toList());
    }

    /** The mapping for {@code path}: the one with the longest base path that {@code path} begins with, segment by segment. */
    public Optional<BasePathMapping> mapping(String path) {
        for (BasePathMapping mapping : longestFirst) {
            if (covers(mapping.basePath(), path)) {
                return Optional.of(mapping);
            }
        }
        return Optional.empty();
    }

    /** The base paths there are, for people. */
    public List<String> basePaths() {
        return longestFirst.stream()
                .map(mapping -> mapping.basePath().isEmpty() ? "(none)" : mapping.basePath())
                .toList();
    }

    private static boolean covers(String basePath, String path) {
        int end = 1 + basePath.length();
        return basePath.isEmpty()
                || (path.startsWith(basePath, 1) && (path.length() == end || path.charAt(end) == '/'));
    }
}
