package io.underpass.alb.compile;

import io.underpass.alb.model.RuleTransform;
import java.util.List;
import java.util.Optional;

/**
 * What a rule changes of a request before a target gets it.
 *
 * <p>Threads: immutable.
 *
 * @param host of the Host field, without its port
 * @param url of path and query
 */
public record CompiledTransforms(Optional<Rewrite> host, Optional<Rewrite> url) {

    /** Nothing. */
    public static final CompiledTransforms NONE = new CompiledTransforms(Optional.empty(), Optional.empty());

    static CompiledTransforms of(List<RuleTransform> transforms) {
        return transforms.isEmpty()
                ? NONE
                : new CompiledTransforms(
                        only(transforms, RuleTransform.HOST_HEADER_REWRITE)
                                .map(host -> new Rewrite(Regex.ignoringCase(host.regex()), host.replace())),
                        only(transforms, RuleTransform.URL_REWRITE)
                                .map(url -> new Rewrite(Regex.caseSensitive(url.regex()), url.replace())));
    }

    private static Optional<RuleTransform> only(List<RuleTransform> transforms, String type) {
        return transforms.stream()
                .filter(transform -> transform.type().equals(type))
                .findFirst();
    }
}
