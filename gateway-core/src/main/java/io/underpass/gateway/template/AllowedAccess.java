package io.underpass.gateway.template;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.velocity.runtime.directive.ForeachScope;
import org.apache.velocity.util.introspection.Info;
import org.apache.velocity.util.introspection.Uberspect;
import org.apache.velocity.util.introspection.VelMethod;
import org.apache.velocity.util.introspection.VelPropertyGet;
import org.apache.velocity.util.introspection.VelPropertySet;
import org.jspecify.annotations.Nullable;

/**
 * All that a template can reach: the listed methods of strings, numbers, booleans, lists and maps, and AWS's own objects.
 * There is no reflection here; {@link Reflection} ends renderings that ask for it. Which of Java's methods AWS allows is not
 * documented; the lists hold those that published templates use, and their like.
 *
 * <p>Threads: immutable.
 */
final class AllowedAccess implements Uberspect {

    private static final Methods NONE = new Methods();

    @Override
    public void init() {
        // Nothing is looked up.
    }

    @Override
    public @Nullable Iterator<?> getIterator(@Nullable Object value, Info info) {
        if (value instanceof Collection<?> list) {
            return new CheckedIterator(list.iterator(), Budget.current());
        }
        if (value instanceof Map<?, ?> map && !(value instanceof ForeachScope)) {
            return new CheckedIterator(map.values().iterator(), Budget.current());
        }
        if (value instanceof ContextObject context) {
            return getIterator(context.asMap(), info);
        }
        return null;
    }

    @Override
    public @Nullable VelMethod getMethod(
            @Nullable Object target, String name, @Nullable Object[] arguments, Info info) {
        if (target == null) {
            return null;
        }
        Reflection.refuseCall(name);
        if (target instanceof TemplateObject object) {
            return new Call(name, (any, values, budget) -> object.call(name, values));
        }
        AllowedMethod method = methods(target).find(name, arguments.length);
        return method == null ? null : new Call(name, method);
    }

    @Override
    public @Nullable VelPropertyGet getPropertyGet(@Nullable Object target, String name, Info info) {
        if (target instanceof Map<?, ?> map && !(target instanceof ForeachScope)) {
            return new Get(name, any -> map.get(name)); // a key may well be called class
        }
        if (target == null) {
            return null;
        }
        Reflection.refuseProperty(name);
        if (target instanceof TemplateObject object) {
            return new Get(name, any -> object.property(name));
        }
        if (target instanceof ForeachScope scope) {
            return new Get(name, any -> ForeachProperties.get(scope, name));
        }
        if (target instanceof Map.Entry<?, ?> entry) {
            return new Get(name, any -> entryProperty(entry, name));
        }
        if (target instanceof Collection<?> list) {
            return switch (name) {
                case "empty" -> new Get(name, any -> list.isEmpty());
                default -> null;
            };
        }
        if (target instanceof String string) {
            return switch (name) {
                case "empty" -> new Get(name, any -> string.isEmpty());
                default -> null;
            };
        }
        return null;
    }

    @Override
    public @Nullable VelPropertySet getPropertySet(
            @Nullable Object target, String name, @Nullable Object value, Info info) {
        if (target instanceof TemplateObject object) {
            return new Set(name, (any, given) -> {
                object.set(name, given);
                return null;
            });
        }
        if (target instanceof Map<?, ?> && !(target instanceof ForeachScope)) {
            return new Set(name, (map, given) -> MapMethods.put(map, name, given, Budget.current()));
        }
        return null;
    }

    private static @Nullable Object entryProperty(Map.Entry<?, ?> entry, String name) {
        return switch (name) {
            case "key" -> entry.getKey();
            case "value" -> entry.getValue();
            default -> null;
        };
    }

    private static Methods methods(Object target) {
        if (target instanceof String) {
            return StringMethods.ALL;
        }
        if (target instanceof ForeachScope) {
            return ForeachProperties.METHODS;
        }
        if (target instanceof Map) {
            return MapMethods.ALL;
        }
        if (target instanceof List) {
            return ListMethods.ALL;
        }
        if (target instanceof Collection) {
            return ListMethods.COLLECTION;
        }
        if (target instanceof Map.Entry) {
            return MapMethods.ENTRY;
        }
        if (target instanceof Iterator) {
            return ListMethods.ITERATOR;
        }
        if (target instanceof Number) {
            return ScalarMethods.NUMBER;
        }
        if (target instanceof Boolean) {
            return ScalarMethods.BOOLEAN;
        }
        return NONE;
    }

    /** Goes over a copy, since a template may change what it goes over. */
    private static final class CheckedIterator implements Iterator<@Nullable Object> {

        private final Iterator<?> iterator;
        private final Budget budget;

        CheckedIterator(Iterator<?> original, Budget budget) {
            List<Object> copy = new ArrayList<>();
            for (int i = 0; i < MappingTemplate.MAX_LOOPS && original.hasNext(); i++) {
                copy.add(original.next());
            }
            this.iterator = copy.iterator();
            this.budget = budget;
        }

        @Override
        public boolean hasNext() {
            return iterator.hasNext();
        }

        @Override
        public @Nullable Object next() {
            budget.step();
            return iterator.next();
        }
    }

    private record Call(String name, AllowedMethod method) implements VelMethod {

        @Override
        public @Nullable Object invoke(Object target, @Nullable Object[] arguments) {
            Budget budget = Budget.current();
            budget.look(); // a path through a large body, or a comparison of two, takes long
            return method.call(target, arguments, budget);
        }

        @Override
        public boolean isCacheable() {
            return false;
        }

        @Override
        public String getMethodName() {
            return name;
        }

        @Override
        @SuppressWarnings("NullAway") // there is none
        public Method getMethod() {
            return null;
        }

        @Override
        public Class<?> getReturnType() {
            return Object.class;
        }
    }

    private interface Getter {
        @Nullable
        Object get(Object target);
    }

    private interface Setter {
        @Nullable
        Object set(Object target, @Nullable Object value);
    }

    private record Get(String name, Getter getter) implements VelPropertyGet {

        @Override
        public @Nullable Object invoke(Object target) {
            return getter.get(target);
        }

        @Override
        public boolean isCacheable() {
            return false;
        }

        @Override
        public String getMethodName() {
            return name;
        }
    }

    private record Set(String name, Setter setter) implements VelPropertySet {

        @Override
        public @Nullable Object invoke(Object target, @Nullable Object value) {
            return setter.set(target, value);
        }

        @Override
        public boolean isCacheable() {
            return false;
        }

        @Override
        public String getMethodName() {
            return name;
        }
    }
}
