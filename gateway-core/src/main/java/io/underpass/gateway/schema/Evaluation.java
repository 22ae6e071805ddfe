package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Compares one instance with schemas. The parts of an object or array are looked at only where nothing is wrong so far,
 * properties in the order of their names: this is how the validator does it whose words AWS answers with (that AWS does
 * not ask it to go on nevertheless is a guess).
 *
 * <p>Threads: one.
 */
final class Evaluation {

    private final Budget budget;

    Evaluation(Budget budget) {
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    /** Notes in {@code report} what keeps {@code instance} from fitting {@code schema}. */
    void visit(SchemaNode schema, JsonNode instance, Report report) {
        budget.enter();
        for (Keyword keyword : schema.keywords()) {
            if (!report.decided()) {
                keyword.check(instance, report, this);
            }
        }
        if (!report.failed()) {
            visitParts(schema.children(), instance, report);
        }
        budget.leave();
    }

    /** Whether {@code instance} fits {@code schema}. */
    boolean matches(SchemaNode schema, JsonNode instance) {
        Report report = Report.silent();
        visit(schema, instance, report);
        return !report.failed();
    }

    private void visitParts(Children children, JsonNode instance, Report report) {
        if (instance.isArray() && children.coverItems()) {
            for (int i = 0; i < instance.size() && !report.decided(); i++) {
                Optional<SchemaNode> schema = i < children.items().size()
                        ? Optional.of(children.items().get(i))
                        : children.otherItems();
                if (schema.isPresent()) {
                    visit(schema.get(), instance.get(i), report);
                }
            }
        } else if (instance.isObject() && children.coverProperties()) {
            for (String name : PropertyNames.sorted(instance)) {
                visitProperty(children, name, instance.get(name), report);
                if (report.decided()) {
                    return;
                }
            }
        }
    }

    private void visitProperty(Children children, String name, JsonNode value, Report report) {
        budget.step();
        SchemaNode own = children.properties().get(name);
        boolean covered = own != null;
        if (own != null) {
            visit(own, value, report);
        }
        for (Children.Pattern pattern : children.patterns()) {
            if (pattern.name().isFoundIn(name, budget)) {
                covered = true;
                visit(pattern.schema(), value, report);
            }
        }
        if (!covered && children.otherProperties().isPresent()) {
            visit(children.otherProperties().get(), value, report);
        }
    }
}
