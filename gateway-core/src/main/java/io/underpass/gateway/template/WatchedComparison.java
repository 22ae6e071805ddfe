package io.underpass.gateway.template;

import java.util.Collection;
import java.util.Map;
import org.apache.velocity.runtime.parser.node.ASTEQNode;
import org.apache.velocity.runtime.parser.node.ASTNENode;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.apache.velocity.runtime.parser.node.StandardParserTreeConstants;
import org.jspecify.annotations.Nullable;

/**
 * {@code ==} and {@code !=}: nothing equals "" (spec 5.2, observed on AWS for {@code $input.path}; that it holds for all
 * that is missing is a guess, and the CDK's template for CORS relies on it for a header). Values of different kinds are
 * equal if they print the same.
 *
 * <p>Threads: stateless.
 */
final class WatchedComparison {

    private WatchedComparison() {}

    /** {@code ==}. */
    static final class Equal extends ASTEQNode {

        Equal(SimpleNode original) {
            super(StandardParserTreeConstants.JJTEQNODE);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public boolean compareNull(@Nullable Object left, @Nullable Object right) {
            return bothNothing(left, right);
        }

        @Override
        public boolean compareNonNumber(Object left, Object right) {
            return same(left, right);
        }
    }

    /** {@code !=}. */
    static final class NotEqual extends ASTNENode {

        NotEqual(SimpleNode original) {
            super(StandardParserTreeConstants.JJTNENODE);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public boolean compareNull(@Nullable Object left, @Nullable Object right) {
            return !bothNothing(left, right);
        }

        @Override
        public boolean compareNonNumber(Object left, Object right) {
            return !same(left, right);
        }
    }

    private static boolean bothNothing(@Nullable Object left, @Nullable Object right) {
        return isNothing(left) && isNothing(right);
    }

    private static boolean isNothing(@Nullable Object value) {
        return value == null || "".equals(value);
    }

    private static boolean same(Object left, Object right) {
        Budget budget = Budget.current();
        if (isCompound(left) && isCompound(right) || left.getClass() == right.getClass()) {
            return Same.same(left, right, budget);
        }
        return Printed.of(left, budget).equals(Printed.of(right, budget));
    }

    private static boolean isCompound(Object value) {
        return value instanceof Map || value instanceof Collection;
    }
}
