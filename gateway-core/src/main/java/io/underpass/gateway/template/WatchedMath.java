package io.underpass.gateway.template;

import java.math.BigInteger;
import org.apache.velocity.context.InternalContextAdapter;
import org.apache.velocity.runtime.parser.node.ASTAddNode;
import org.apache.velocity.runtime.parser.node.ASTDivNode;
import org.apache.velocity.runtime.parser.node.ASTMathNode;
import org.apache.velocity.runtime.parser.node.ASTModNode;
import org.apache.velocity.runtime.parser.node.ASTMulNode;
import org.apache.velocity.runtime.parser.node.ASTSubtractNode;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.apache.velocity.runtime.parser.node.StandardParserTreeConstants;
import org.jspecify.annotations.Nullable;

/**
 * The operators of arithmetic. Strings are no numbers here, as in Velocity 1: version 2 would read them, and whatever prints
 * like one, with all the digits that <code>1e999999999</code> has.
 *
 * <p>Threads: stateless.
 */
final class WatchedMath {

    private static final int MOST_BITS = 4096;

    private WatchedMath() {}

    /** {@code +}, of numbers and of strings. */
    static final class Add extends ASTAddNode {

        Add(SimpleNode original) {
            super(StandardParserTreeConstants.JJTADDNODE);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public @Nullable Object value(InternalContextAdapter context) {
            Object left = jjtGetChild(0).value(context);
            Object right = jjtGetChild(1).value(context);
            if (!(left instanceof String || right instanceof String)) {
                return result(this, left, right, context);
            }
            Budget budget = Budget.current();
            String start = text(left, 0, context, budget);
            String end = text(right, 1, context, budget);
            budget.chars((long) start.length() + end.length());
            return start.concat(end);
        }

        private String text(@Nullable Object value, int child, InternalContextAdapter context, Budget budget) {
            return value == null
                    ? Insertions.textOfNull(context, jjtGetChild(child).literal())
                    : Printed.of(value, budget);
        }
    }

    /** {@code -}. */
    static final class Subtract extends ASTSubtractNode {

        Subtract(SimpleNode original) {
            super(StandardParserTreeConstants.JJTSUBTRACTNODE);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public @Nullable Object value(InternalContextAdapter context) {
            return result(this, jjtGetChild(0).value(context), jjtGetChild(1).value(context), context);
        }
    }

    /** {@code *}. */
    static final class Multiply extends ASTMulNode {

        Multiply(SimpleNode original) {
            super(StandardParserTreeConstants.JJTMULNODE);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public @Nullable Object value(InternalContextAdapter context) {
            return result(this, jjtGetChild(0).value(context), jjtGetChild(1).value(context), context);
        }
    }

    /** {@code /}. */
    static final class Divide extends ASTDivNode {

        Divide(SimpleNode original) {
            super(StandardParserTreeConstants.JJTDIVNODE);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public @Nullable Object value(InternalContextAdapter context) {
            return result(this, jjtGetChild(0).value(context), jjtGetChild(1).value(context), context);
        }
    }

    /** {@code %}. */
    static final class Modulo extends ASTModNode {

        Modulo(SimpleNode original) {
            super(StandardParserTreeConstants.JJTMODNODE);
            first = original.getFirstToken();
            last = original.getLastToken();
            parser = original.getParser();
            template = original.getTemplate();
            Children.move(original, this);
        }

        @Override
        public @Nullable Object value(InternalContextAdapter context) {
            return result(this, jjtGetChild(0).value(context), jjtGetChild(1).value(context), context);
        }
    }

    private static @Nullable Object result(
            ASTMathNode node, @Nullable Object left, @Nullable Object right, InternalContextAdapter context) {
        if (!(left instanceof Number a && right instanceof Number b)) {
            return null;
        }
        check(a);
        check(b);
        return node.perform(a, b, context);
    }

    /** Squaring a number a thousand times would take for ever. */
    private static void check(Number number) {
        if (number instanceof BigInteger big && big.bitLength() > MOST_BITS) {
            throw Budget.current().stop("a number in the template has more than " + MOST_BITS + " bits");
        }
    }
}
