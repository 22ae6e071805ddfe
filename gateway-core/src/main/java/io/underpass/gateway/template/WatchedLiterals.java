package io.underpass.gateway.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.velocity.context.InternalContextAdapter;
import org.apache.velocity.runtime.parser.node.ASTIntegerRange;
import org.apache.velocity.runtime.parser.node.ASTMap;
import org.apache.velocity.runtime.parser.node.ASTObjectArray;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.apache.velocity.runtime.parser.node.StandardParserTreeConstants;
import org.jspecify.annotations.Nullable;

/**
 * Lists, maps and ranges that a template writes down; their values count.
 *
 * <p>Threads: stateless.
 */
final class WatchedLiterals {

    private WatchedLiterals() {}

    /** {@code [a..b]}. */
    static final class Range extends ASTIntegerRange {

        Range(SimpleNode original) {
            super(StandardParserTreeConstants.JJTINTEGERRANGE);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public @Nullable Object value(InternalContextAdapter context) {
            Budget budget = Budget.current();
            @Nullable
            Object[] ends = {jjtGetChild(0).value(context), jjtGetChild(1).value(context)};
            if (ends[0] == null || ends[1] == null) {
                return null;
            }
            int from = Arguments.index(ends, 0, budget);
            int to = Arguments.index(ends, 1, budget);
            budget.values(Math.abs((long) to - from) + 1);
            List<Integer> range = new ArrayList<>();
            int step = from <= to ? 1 : -1;
            for (int i = from; i != to; i += step) {
                range.add(i);
            }
            range.add(to);
            return range;
        }
    }

    /** <code>{"a": b}</code>. */
    static final class MapOf extends ASTMap {

        MapOf(SimpleNode original) {
            super(StandardParserTreeConstants.JJTMAP);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public Object value(InternalContextAdapter context) {
            Budget budget = Budget.current();
            budget.values(1);
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i + 1 < jjtGetNumChildren(); i += 2) {
                MapMethods.put(
                        map, jjtGetChild(i).value(context), jjtGetChild(i + 1).value(context), budget);
            }
            return map;
        }
    }

    /** {@code [a, b]}. */
    static final class ListOf extends ASTObjectArray {

        ListOf(SimpleNode original) {
            super(StandardParserTreeConstants.JJTOBJECTARRAY);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public Object value(InternalContextAdapter context) {
            Budget.current().values(jjtGetNumChildren() + 1L);
            return super.value(context);
        }
    }
}
