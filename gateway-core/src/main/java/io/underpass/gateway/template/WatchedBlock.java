package io.underpass.gateway.template;

import java.io.IOException;
import java.io.Writer;
import org.apache.velocity.context.InternalContextAdapter;
import org.apache.velocity.runtime.parser.Token;
import org.apache.velocity.runtime.parser.node.ASTBlock;
import org.apache.velocity.runtime.parser.node.Node;
import org.apache.velocity.runtime.parser.node.StandardParserTreeConstants;

/**
 * A block between directives: whatever runs more than once is in one. It asks the budget each time and counts what is
 * written.
 *
 * <p>Threads: immutable once parsed.
 */
final class WatchedBlock extends ASTBlock {

    private final ASTBlock block;

    WatchedBlock(ASTBlock block) {
        super(StandardParserTreeConstants.JJTBLOCK);
        this.block = block;
        this.endsWithNewline = block.endsWithNewline;
        for (int i = 0; i < block.jjtGetNumChildren(); i++) {
            jjtAddChild(block.jjtGetChild(i), i);
        }
    }

    @Override
    public boolean render(InternalContextAdapter context, Writer writer) throws IOException {
        Budget budget = Budget.current();
        budget.step();
        return block.render(context, CountingWriter.part(writer, budget));
    }

    @Override
    public Object init(InternalContextAdapter context, Object data) {
        return block.init(context, data);
    }

    @Override
    public void setPrefix(String prefix) {
        block.setPrefix(prefix);
    }

    @Override
    public String getPrefix() {
        return block.getPrefix();
    }

    @Override
    public void setPostfix(String postfix) {
        block.setPostfix(postfix);
    }

    @Override
    public String getPostfix() {
        return block.getPostfix();
    }

    @Override
    public void setMorePostfix(String morePostfix) {
        block.setMorePostfix(morePostfix);
    }

    @Override
    public void jjtSetParent(Node parent) {
        super.jjtSetParent(parent);
        block.jjtSetParent(parent);
    }

    @Override
    public Token getFirstToken() {
        return block.getFirstToken();
    }

    @Override
    public Token getLastToken() {
        return block.getLastToken();
    }

    @Override
    public int getLine() {
        return block.getLine();
    }

    @Override
    public int getColumn() {
        return block.getColumn();
    }

    @Override
    public String literal() {
        return block.literal();
    }

    @Override
    public String getFirstTokenImage() {
        return block.getFirstTokenImage();
    }

    @Override
    public String getLastTokenImage() {
        return block.getLastTokenImage();
    }
}
