package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * The schema of one model, with all it refers to.
 *
 * <p>Threads: immutable. {@link #check} may take as long as its budget: not on an event loop.
 */
public final class ModelSchema {

    private static final Duration BUDGET = Duration.ofSeconds(1);

    private final String name;
    private final Optional<SchemaNode> root;
    private final String defect;
    private final Duration budget;

    private ModelSchema(String name, Optional<SchemaNode> root, String defect, Duration budget) {
        this.name = name;
        this.root = root;
        this.defect = defect;
        this.budget = budget;
    }

    static ModelSchema of(String name, SchemaNode root) {
        return new ModelSchema(name, Optional.of(root), "", BUDGET);
    }

    static ModelSchema unusable(String name, String reason) {
        return new ModelSchema(name, Optional.empty(), reason, BUDGET);
    }

    /** This schema with another budget of time for each body. */
    ModelSchema within(Duration time) {
        return new ModelSchema(name, root, defect, time);
    }

    /** The model's name. */
    public String name() {
        return name;
    }

    /** Whether {@code body} fits; one that is empty counts as an empty object (spec 2.12). */
    public SchemaVerdict check(String body) {
        if (root.isEmpty()) {
            return undecided(defect);
        }
        Optional<JsonNode> instance = SchemaJson.parse(body.isBlank() ? "{}" : body);
        if (instance.isEmpty()) {
            return new SchemaVerdict.Invalid("[Invalid JSON in request body]"); // the words are a guess
        }
        Report report = Report.inWords();
        try {
            new Evaluation(new Budget(budget)).visit(root.get(), instance.get(), report);
        } catch (Budget.Spent e) {
            return undecided(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            return undecided("it goes too deep");
        }
        return report.failed() ? new SchemaVerdict.Invalid(report.toString()) : SchemaVerdict.VALID;
    }

    private SchemaVerdict undecided(String reason) {
        return new SchemaVerdict.Undecided("the schema of model '" + name + "' can judge nothing: " + reason);
    }
}
