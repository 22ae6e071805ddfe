package io.underpass.gateway.template;

import java.util.Set;
import org.apache.velocity.runtime.parser.ParseException;
import org.apache.velocity.runtime.parser.node.ASTAddNode;
import org.apache.velocity.runtime.parser.node.ASTBlock;
import org.apache.velocity.runtime.parser.node.ASTDirective;
import org.apache.velocity.runtime.parser.node.ASTEQNode;
import org.apache.velocity.runtime.parser.node.ASTIntegerRange;
import org.apache.velocity.runtime.parser.node.ASTMap;
import org.apache.velocity.runtime.parser.node.ASTMulNode;
import org.apache.velocity.runtime.parser.node.ASTNENode;
import org.apache.velocity.runtime.parser.node.ASTObjectArray;
import org.apache.velocity.runtime.parser.node.ASTStringLiteral;
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
        // Exact classes: subclasses are watched already.
        Class<?> type = node.getClass();
        if (type == ASTBlock.class) {
            return new WatchedBlock((ASTBlock) node);
        }
        if (type == ASTStringLiteral.class) {
            return new WatchedString((ASTStringLiteral) node);
        }
        if (type == ASTAddNode.class) {
            return new WatchedMath.Add((SimpleNode) node);
        }
        if (type == ASTMulNode.class) {
            return new WatchedMath.Multiply((SimpleNode) node);
        }
        if (type == ASTEQNode.class) {
            return new WatchedComparison.Equal((SimpleNode) node);
        }
        if (type == ASTNENode.class) {
            return new WatchedComparison.NotEqual((SimpleNode) node);
        }
        if (type == ASTIntegerRange.class) {
            return new WatchedLiterals.Range((SimpleNode) node);
        }
        if (type == ASTMap.class) {
            return new WatchedLiterals.MapOf((SimpleNode) node);
        }
        if (type == ASTObjectArray.class) {
            return new WatchedLiterals.ListOf((SimpleNode) node);
        }
        return node;
    }

    private static void refuse(Node node) throws ParseException {
        if (node instanceof ASTDirective directive && REFUSED.contains(directive.getDirectiveName())) {
            ParseException refusal =
                    new ParseException("#" + directive.getDirectiveName() + " is not available in mapping templates");
            refusal.currentToken = directive.getFirstToken();
            throw refusal;
        }
    }
}
