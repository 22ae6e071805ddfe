package io.underpass.gateway.template;

import org.apache.velocity.runtime.directive.ForeachScope;
import org.apache.velocity.runtime.directive.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What {@code $foreach} knows of its loop.
 *
 * <p>Threads: stateless.
 */
final class ForeachProperties {

    static final Methods METHODS = new Methods()
            .<ForeachScope>with("hasNext", 0, (scope, none, budget) -> scope.hasNext())
            .<ForeachScope>with("getIndex", 0, (scope, none, budget) -> scope.getIndex())
            .<ForeachScope>with("getCount", 0, (scope, none, budget) -> scope.getCount())
            .<ForeachScope>with("isFirst", 0, (scope, none, budget) -> scope.isFirst())
            .<ForeachScope>with("isLast", 0, (scope, none, budget) -> scope.isLast());

    private ForeachProperties() {}

    static @Nullable Object get(ForeachScope scope, String name) {
        return switch (name) {
            case "index" -> scope.getIndex();
            case "count" -> scope.getCount();
            case "hasNext" -> scope.hasNext();
            case "first" -> scope.isFirst();
            case "last" -> scope.isLast();
            case "parent" -> loop(scope.getParent());
            case "topmost" -> loop(scope.getTopmost());
            default -> null;
        };
    }

    private static @Nullable ForeachScope loop(@Nullable Scope scope) {
        return scope instanceof ForeachScope loop ? loop : null;
    }
}
