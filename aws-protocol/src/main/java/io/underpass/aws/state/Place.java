package io.underpass.aws.state;

import org.jspecify.annotations.Nullable;

/**
 * A place in a document. Threads: immutable.
 *
 * @param parent null for the document itself
 */
record Place(@Nullable Place parent, String step) {

    /** The document itself. */
    static final Place ROOT = new Place(null, "$");

    /** A member of the object here. */
    Place member(String name) {
        boolean plain = name.matches("[A-Za-z_@][A-Za-z0-9_@]*");
        return new Place(this, plain ? '.' + name : "[\"" + name.replace("\"", "\\\"") + "\"]");
    }

    /** An item of the list here. */
    Place item(int index) {
        return new Place(this, "[" + index + ']');
    }

    /** To be thrown: what is here is not right. */
    UnreadableState wrong(String reason) {
        return new UnreadableState(toString(), reason);
    }

    /** A JSON path. */
    @Override
    public String toString() {
        return parent == null ? step : parent + step;
    }
}
