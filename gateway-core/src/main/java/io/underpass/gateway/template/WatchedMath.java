package io.underpass.gateway.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.velocity.context.InternalContextAdapter;
import org.apache.velocity.runtime.parser.node.ASTAddNode;
import org.apache.velocity.runtime.parser.node.ASTMulNode;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.apache.velocity.runtime.parser.node.StandardParserTreeConstants;
import org.jspecify.annotations.Nullable;

/**
 * The two operators whose results can grow.
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
        protected @Nullable Object handleSpecial(
                @Nullable Object left, @Nullable Object right, InternalContextAdapter context) {
            if (!(left instanceof String || right instanceof String)) {
                return null;
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

        @Override
        public Number perform(Number left, Number right, InternalContextAdapter context) {
            check(left);
            check(right);
            return super.perform(left, right, context);
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
        public Number perform(Number left, Number right, InternalContextAdapter context) {
            check(left);
            check(right);
            return super.perform(left, right, context);
        }
    }

    /** Squaring a number a thousand times would take for ever. */
    private static void check(Number number) {
        boolean large = number instanceof BigInteger big && big.bitLength() > MOST_BITS
                || number instanceof BigDecimal decimal
                        && (decimal.precision() > MOST_BITS || Math.abs((long) decimal.scale()) > MOST_BITS);
        if (large) {
            throw Budget.current().stop("a number in the template has more than " + MOST_BITS + " bits");
        }
    }
}
