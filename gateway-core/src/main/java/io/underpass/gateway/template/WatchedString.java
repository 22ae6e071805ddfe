package io.underpass.gateway.template;

import org.apache.velocity.context.InternalContextAdapter;
import org.apache.velocity.runtime.parser.Token;
import org.apache.velocity.runtime.parser.node.ASTStringLiteral;
import org.apache.velocity.runtime.parser.node.Node;
import org.apache.velocity.runtime.parser.node.StandardParserTreeConstants;
import org.jspecify.annotations.Nullable;

/**
 * A string in a template, perhaps with references in it; counts what it makes.
 *
 * <p>Threads: immutable once parsed.
 */
final class WatchedString extends ASTStringLiteral {

    private final ASTStringLiteral string;

    WatchedString(ASTStringLiteral string) {
        super(StandardParserTreeConstants.JJTSTRINGLITERAL);
        this.string = string;
    }

    @Override
    public @Nullable Object value(InternalContextAdapter context) {
        Object value = string.value(context);
        if (value instanceof String text && !string.isConstant()) {
            Budget.current().chars(text.length());
        }
        return value;
    }

    @Override
    public boolean evaluate(InternalContextAdapter context) {
        return string.evaluate(context);
    }

    @Override
    public boolean isConstant() {
        return string.isConstant();
    }

    @Override
    public Object init(InternalContextAdapter context, Object data) {
        return string.init(context, data);
    }

    @Override
    public void jjtSetParent(Node parent) {
        super.jjtSetParent(parent);
        string.jjtSetParent(parent);
    }

    @Override
    public Token getFirstToken() {
        return string.getFirstToken();
    }

    @Override
    public Token getLastToken() {
        return string.getLastToken();
    }

    @Override
    public int getLine() {
        return string.getLine();
    }

    @Override
    public int getColumn() {
        return string.getColumn();
    }

    @Override
    public String literal() {
        return string.literal();
    }

    @Override
    public String getFirstTokenImage() {
        return string.getFirstTokenImage();
    }

    @Override
    public String getLastTokenImage() {
        return string.getLastTokenImage();
    }
}
