package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.DocumentationPart;
import io.underpass.gateway.openapi.DocumentationDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The documentation of an import. A part at a location that has one already takes its place and its id; a version that is
 * there already is replaced. That much of it is a guess.
 *
 * <p>Threads: confined to one import.
 */
final class ImportedDocumentation {

    private final ImportSteps steps;

    ImportedDocumentation(ImportSteps steps) {
        this.steps = steps;
    }

    /** Puts all of {@code definition} and returns the parts' ids. */
    List<String> put(DocumentationDefinition definition) {
        List<String> ids = new ArrayList<>();
        for (ObjectNode part : definition.parts()) {
            steps.attempt("put documentation part at location " + part.path("location"), () -> put(part))
                    .ifPresent(ids::add);
        }
        definition
                .version()
                .ifPresent(version -> steps.attempt("create documentation version '" + version + '\'', () -> {
                    ApiState api = steps.api();
                    steps.replace(api.withDocumentationVersions(
                            api.documentationVersions().minus(version)));
                    return steps.run("CreateDocumentationVersion", Json.object().put("documentationVersion", version));
                }));
        return ids;
    }

    private String put(ObjectNode part) {
        ApiState api = steps.api();
        Optional<DocumentationPart> before =
                DocumentationParts.at(api, DocumentationParts.location(new Input((ObjectNode) part.path("location"))));
        before.ifPresent(old -> steps.replace(
                api.withDocumentationParts(api.documentationParts().minus(old.id()))));
        String id = steps.run("CreateDocumentationPart", part).get("id").textValue();
        if (before.isEmpty()) {
            return id;
        }
        ApiState next = steps.api();
        DocumentationPart made =
                Objects.requireNonNull(next.documentationParts().get(id));
        DocumentationPart kept = new DocumentationPart(before.get().id(), made.location(), made.properties());
        steps.replace(
                next.withDocumentationParts(next.documentationParts().minus(id).plus(kept.id(), kept)));
        return kept.id();
    }
}
