package io.underpass.gateway.template;

import java.util.ArrayList;
import java.util.Collection;

/**
 * A list that came from JSON. It prints as JSON, while a list that a template makes of {@code [..]} prints as Java's lists
 * do (spec 5.2, observed on AWS).
 *
 * <p>Threads: confined to the thread that renders.
 */
final class JsonList extends ArrayList<Object> {

    private static final long serialVersionUID = 1;

    JsonList() {
        super();
    }

    JsonList(Collection<?> values) {
        super(values);
    }
}
