package io.underpass.gateway.template;

import java.util.Collection;
import java.util.Map;
import org.apache.velocity.runtime.parser.node.ASTEQNode;
import org.apache.velocity.runtime.parser.node.ASTGENode;
import org.apache.velocity.runtime.parser.node.ASTGTNode;
import org.apache.velocity.runtime.parser.node.ASTLENode;
import org.apache.velocity.runtime.parser.node.ASTLTNode;
import org.apache.velocity.runtime.parser.node.ASTNENode;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.apache.velocity.runtime.parser.node.StandardParserTreeConstants;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons. Nothing equals "" (spec 5.2, observed on AWS for {@code $input.path}; that it holds for all that is missing
 * is a guess, and the CDK's template for CORS relies on it for a header). Values of different kinds are equal if they print
 * the same. Strings are not compared as numbers, as in Velocity 1.
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
            return isNothing(left) && isNothing(right);
        }

        @Override
        public @Nullable Boolean compareNumbers(Object left, Object right) {
            return areNumbers(left, right) ? super.compareNumbers(left, right) : null;
        }

        @Override
        public boolean compareNonNumber(Object left, Object right) {
            return same(left, right);
        }
    }

    /** {@code !=}, which Velocity evaluates as the contrary of {@code ==}. */
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
            return isNothing(left) && isNothing(right);
        }

        @Override
        public @Nullable Boolean compareNumbers(Object left, Object right) {
            return areNumbers(left, right) ? super.compareNumbers(left, right) : null;
        }

        @Override
        public boolean compareNonNumber(Object left, Object right) {
            return same(left, right);
        }
    }

    /** <code>&lt;</code>. */
    static final class Less extends ASTLTNode {

        Less(SimpleNode original) {
            super(StandardParserTreeConstants.JJTLTNODE);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public @Nullable Boolean compareNumbers(Object left, Object right) {
            return areNumbers(left, right) ? super.compareNumbers(left, right) : null;
        }
    }

    /** <code>&lt;=</code>. */
    static final class LessOrEqual extends ASTLENode {

        LessOrEqual(SimpleNode original) {
            super(StandardParserTreeConstants.JJTLENODE);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public @Nullable Boolean compareNumbers(Object left, Object right) {
            return areNumbers(left, right) ? super.compareNumbers(left, right) : null;
        }
    }

    /** <code>&gt;</code>. */
    static final class Greater extends ASTGTNode {

        Greater(SimpleNode original) {
            super(StandardParserTreeConstants.JJTGTNODE);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public @Nullable Boolean compareNumbers(Object left, Object right) {
            return areNumbers(left, right) ? super.compareNumbers(left, right) : null;
        }
    }

    /** <code>&gt;=</code>. */
    static final class GreaterOrEqual extends ASTGENode {

        GreaterOrEqual(SimpleNode original) {
            super(StandardParserTreeConstants.JJTGENODE);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public @Nullable Boolean compareNumbers(Object left, Object right) {
            return areNumbers(left, right) ? super.compareNumbers(left, right) : null;
        }
    }

    private static boolean areNumbers(Object left, Object right) {
        return left instanceof Number && right instanceof Number;
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
