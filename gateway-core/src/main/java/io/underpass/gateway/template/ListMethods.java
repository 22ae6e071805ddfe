package io.underpass.gateway.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What templates may call on lists, on the views of maps, and on their iterators.
 *
 * <p>Threads: immutable.
 */
final class ListMethods {

    static final Methods COLLECTION = new Methods()
            .<Collection<Object>>with("size", 0, (list, none, budget) -> list.size())
            .<Collection<Object>>with("isEmpty", 0, (list, none, budget) -> list.isEmpty())
            .<Collection<Object>>with("contains", 1, (list, value, budget) -> contains(list, value[0], budget))
            .<Collection<Object>>with("containsAll", 1, ListMethods::containsAll)
            .<Collection<Object>>with(
                    "iterator", 0, (list, none, budget) -> copy(list, budget).iterator())
            .<Collection<Object>>with("toArray", 0, (list, none, budget) -> copy(list, budget))
            .<Collection<Object>>with("equals", 1, (list, other, budget) -> Same.same(list, other[0], budget))
            .<Collection<Object>>with("toString", 0, (list, none, budget) -> Printed.of(list, budget));

    static final Methods ALL = new Methods()
            .with(COLLECTION)
            .<List<Object>>with(
                    "iterator", 0, (list, none, budget) -> copy(list, budget).iterator())
            .<List<Object>>with("get", 1, ListMethods::get)
            .<List<Object>>with("set", 2, ListMethods::set)
            .<List<Object>>with("add", 1, ListMethods::add)
            .<List<Object>>with("add", 2, ListMethods::insert)
            .<List<Object>>with("addAll", 1, ListMethods::addAll)
            .<List<Object>>with("remove", 1, ListMethods::remove)
            .<List<Object>>with("clear", 0, ListMethods::clear)
            .<List<Object>>with("indexOf", 1, (list, value, budget) -> indexOf(list, value[0], budget))
            .<List<Object>>with("subList", 2, ListMethods::subList);

    static final Methods ITERATOR = new Methods()
            .<Iterator<Object>>with("hasNext", 0, (iterator, none, budget) -> iterator.hasNext())
            .<Iterator<Object>>with("next", 0, (iterator, none, budget) -> iterator.hasNext() ? iterator.next() : null);

    private ListMethods() {}

    static boolean contains(Collection<?> list, @Nullable Object value, Budget budget) {
        return indexOf(list, value, budget) >= 0;
    }

    private static int indexOf(Collection<?> list, @Nullable Object value, Budget budget) {
        int index = 0;
        for (Object each : list) {
            if (Same.same(each, value, budget)) {
                return index;
            }
            index++;
        }
        return -1;
    }

    private static boolean containsAll(Collection<Object> list, @Nullable Object[] arguments, Budget budget) {
        return arguments[0] instanceof Collection<?> others
                && others.stream().allMatch(each -> contains(list, each, budget));
    }

    private static @Nullable Object get(List<Object> list, @Nullable Object[] arguments, Budget budget) {
        if (!(arguments[0] instanceof Number number)) {
            return null;
        }
        int index = number.intValue();
        return index >= 0 && index < list.size() ? list.get(index) : null;
    }

    @SuppressWarnings("NullAway") // a template's list may hold null
    private static @Nullable Object set(List<Object> list, @Nullable Object[] arguments, Budget budget) {
        int index = Arguments.index(arguments, 0, budget);
        return index >= 0 && index < list.size() ? list.set(index, arguments[1]) : null;
    }

    @SuppressWarnings("NullAway") // as above
    private static boolean add(List<Object> list, @Nullable Object[] arguments, Budget budget) {
        budget.values(1);
        return list.add(arguments[0]);
    }

    @SuppressWarnings("NullAway") // as above
    private static @Nullable Object insert(List<Object> list, @Nullable Object[] arguments, Budget budget) {
        budget.values(1);
        int index = Arguments.index(arguments, 0, budget);
        if (index >= 0 && index <= list.size()) {
            list.add(index, arguments[1]);
        }
        return null;
    }

    private static boolean addAll(List<Object> list, @Nullable Object[] arguments, Budget budget) {
        if (!(arguments[0] instanceof Collection<?> more)) {
            return false;
        }
        budget.values(more.size());
        return list.addAll(new ArrayList<>(more));
    }

    private static @Nullable Object remove(List<Object> list, @Nullable Object[] arguments, Budget budget) {
        if (arguments[0] instanceof Integer index) {
            return index >= 0 && index < list.size() ? list.remove((int) index) : null;
        }
        int index = indexOf(list, arguments[0], budget);
        if (index >= 0) {
            list.remove(index);
        }
        return index >= 0;
    }

    private static @Nullable Object clear(List<Object> list, @Nullable Object[] none, Budget budget) {
        list.clear();
        return null;
    }

    private static @Nullable Object subList(List<Object> list, @Nullable Object[] arguments, Budget budget) {
        int from = Arguments.index(arguments, 0, budget);
        int to = Arguments.index(arguments, 1, budget);
        if (from < 0 || from > to || to > list.size()) {
            return null;
        }
        List<Object> part = list.subList(from, to);
        budget.values(part.size());
        return list instanceof JsonList ? new JsonList(part) : new ArrayList<>(part);
    }

    private static List<Object> copy(Collection<Object> list, Budget budget) {
        budget.values(list.size());
        return new ArrayList<>(list);
    }
}
