package io.underpass.gateway.template;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.velocity.runtime.parser.ParseException;
import org.apache.velocity.runtime.parser.Token;
import org.apache.velocity.runtime.parser.node.ASTAddNode;
import org.apache.velocity.runtime.parser.node.ASTBlock;
import org.apache.velocity.runtime.parser.node.ASTDirective;
import org.apache.velocity.runtime.parser.node.ASTDivNode;
import org.apache.velocity.runtime.parser.node.ASTEQNode;
import org.apache.velocity.runtime.parser.node.ASTGENode;
import org.apache.velocity.runtime.parser.node.ASTGTNode;
import org.apache.velocity.runtime.parser.node.ASTIntegerRange;
import org.apache.velocity.runtime.parser.node.ASTLENode;
import org.apache.velocity.runtime.parser.node.ASTLTNode;
import org.apache.velocity.runtime.parser.node.ASTMap;
import org.apache.velocity.runtime.parser.node.ASTModNode;
import org.apache.velocity.runtime.parser.node.ASTMulNode;
import org.apache.velocity.runtime.parser.node.ASTNENode;
import org.apache.velocity.runtime.parser.node.ASTObjectArray;
import org.apache.velocity.runtime.parser.node.ASTStringLiteral;
import org.apache.velocity.runtime.parser.node.ASTSubtractNode;
import org.apache.velocity.runtime.parser.node.Node;
import org.apache.velocity.runtime.parser.node.SimpleNode;

/**
 * Puts nodes that keep to the budget in the places of those that can run or grow without end, and refuses the directives
 * that API Gateway does not have.
 *
 * <p>Threads: stateless.
 */
final class WatchedTree {

    /** AWS fails on the first two (seen by a user); that it does on the others is a guess. */
    private static final Set<String> REFUSED = Set.of("include", "parse", "evaluate", "macro");

    /** By exact class: subclasses are watched already. */
    private static final Map<Class<?>, Function<SimpleNode, Node>> WATCHED = Map.ofEntries(
            entry(ASTAddNode.class, WatchedMath.Add::new),
            entry(ASTSubtractNode.class, WatchedMath.Subtract::new),
            entry(ASTMulNode.class, WatchedMath.Multiply::new),
            entry(ASTDivNode.class, WatchedMath.Divide::new),
            entry(ASTModNode.class, WatchedMath.Modulo::new),
            entry(ASTEQNode.class, WatchedComparison.Equal::new),
            entry(ASTNENode.class, WatchedComparison.NotEqual::new),
            entry(ASTLTNode.class, WatchedComparison.Less::new),
            entry(ASTLENode.class, WatchedComparison.LessOrEqual::new),
            entry(ASTGTNode.class, WatchedComparison.Greater::new),
            entry(ASTGENode.class, WatchedComparison.GreaterOrEqual::new),
            entry(ASTIntegerRange.class, WatchedLiterals.Range::new),
            entry(ASTMap.class, WatchedLiterals.MapOf::new),
            entry(ASTObjectArray.class, WatchedLiterals.ListOf::new));

    private WatchedTree() {}

    static void watch(Node node) throws ParseException {
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            Node child = node.jjtGetChild(i);
            refuse(child);
            watch(child);
            Node watched = watched(child);
            if (watched != child) {
                watched.jjtSetParent(node);
                node.jjtAddChild(watched, i);
            }
        }
    }

    private static Node watched(Node node) {
        if (node.getClass() == ASTBlock.class) {
            return new WatchedBlock((ASTBlock) node);
        }
        if (node.getClass() == ASTStringLiteral.class) {
            return new WatchedString((ASTStringLiteral) node);
        }
        Function<SimpleNode, Node> watched = WATCHED.get(node.getClass());
        return watched == null ? node : watched.apply((SimpleNode) node);
    }

    private static void refuse(Node node) throws ParseException {
        if (node instanceof ASTDirective directive && REFUSED.contains(directive.getDirectiveName())) {
            ParseException refusal =
                    new ParseException("#" + directive.getDirectiveName() + " is not available in mapping templates");
            refusal.currentToken = sign(directive);
            throw refusal;
        }
    }

    /** Where the directive begins, after the white space that Velocity takes as a part of it. */
    private static Token sign(ASTDirective directive) {
        Token token = directive.getFirstToken();
        while (token.image.indexOf('#') < 0 && token.next != null) {
            token = token.next;
        }
        Token sign = new Token();
        sign.beginLine = token.beginLine;
        sign.beginColumn = token.beginColumn + Math.max(0, token.image.indexOf('#'));
        return sign;
    }
}
