package io.underpass.gateway.template;

import java.io.Reader;
import org.apache.velocity.Template;
import org.apache.velocity.runtime.RuntimeServices;
import org.apache.velocity.runtime.parser.ParseException;
import org.apache.velocity.runtime.parser.StandardParser;
import org.apache.velocity.runtime.parser.node.SimpleNode;

/**
 * Velocity's parser, with every tree it makes checked and watched. Velocity parses the inside of strings with it too.
 *
 * <p>Threads: confined; Velocity keeps a pool of them.
 */
final class CheckedParser extends StandardParser {

    CheckedParser(RuntimeServices services) {
        super(services);
    }

    @Override
    public SimpleNode parse(Reader reader, Template template) throws ParseException {
        SimpleNode tree = super.parse(reader, template);
        WatchedTree.watch(tree);
        return tree;
    }
}
