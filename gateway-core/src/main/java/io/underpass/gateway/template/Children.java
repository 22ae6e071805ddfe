package io.underpass.gateway.template;

import org.apache.velocity.runtime.parser.node.Node;

/**
 * Gives the children of a parsed node to the node that takes its place.
 *
 * <p>Threads: stateless.
 */
final class Children {

    private Children() {}

    static void move(Node from, Node to) {
        for (int i = from.jjtGetNumChildren() - 1; i >= 0; i--) {
            Node child = from.jjtGetChild(i);
            child.jjtSetParent(to);
            to.jjtAddChild(child, i);
        }
    }
}
