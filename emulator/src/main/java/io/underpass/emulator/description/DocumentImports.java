package io.underpass.emulator.description;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.aws.Scope;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.RestApi;
import io.underpass.gateway.openapi.DocumentHead;
import io.underpass.gateway.openapi.InvalidDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * APIs that are made of OpenAPI documents.
 *
 * <p>Threads: on the control thread.
 */
final class DocumentImports {

    private final ControlCalls calls;
    private final Scope scope;

    /** Imports by {@code calls}, into {@code scope}. */
    DocumentImports(ControlCalls calls, Scope scope) {
        this.calls = calls;
        this.scope = scope;
    }

    /** Imports {@code document} and deploys it to {@code stage}, in one change. */
    ImportedApi put(String document, String stage, Optional<String> source) {
        return calls.apis().atOnce(() -> {
            DocumentHead head = head(document);
            Optional<RestApi> before = source.flatMap(this::imported);
            Optional<RestApi> known = head.customId().isPresent()
                    ? head.customId().flatMap(id -> apis(api -> api.id().equals(id)))
                    : before.or(() -> nobodys(head.title()));
            before.filter(api -> !known.map(RestApi::id).equals(Optional.of(api.id())))
                    .ifPresent(api -> call("DeleteRestApi", Members.of("restApiId", api.id())));
            JsonNode made = known.isPresent()
                    ? call(
                            "PutRestApi",
                            Members.of("restApiId", known.get().id())
                                    .text("mode", "overwrite")
                                    .text("body", document))
                    : call("ImportRestApi", Members.of("body", document));
            String id = made.path("id").asText();
            source.ifPresent(from -> tag(id, from));
            call("CreateDeployment", Members.of("restApiId", id).text("stageName", stage));
            List<String> warnings = new ArrayList<>();
            made.path("warnings").forEach(warning -> warnings.add(warning.asText()));
            return new ImportedApi(id, made.path("name").asText(), stage, warnings);
        });
    }

    /** The same refusal as of the operation that would read it. */
    private DocumentHead head(String document) {
        try {
            return DocumentHead.read(document);
        } catch (InvalidDocument e) {
            call("ImportRestApi", Members.of("body", document));
            throw e;
        }
    }

    /** The API that was made of the document which is known by {@code source}. */
    private Optional<RestApi> imported(String source) {
        return apis(api -> source.equals(api.tags().get(ImportedApi.SOURCE_TAG)));
    }

    /** The API of that name that neither another document nor a description has made: names need not be unique. */
    private Optional<RestApi> nobodys(String name) {
        return apis(api -> api.name().equals(name)
                && !api.tags().containsKey(ImportedApi.SOURCE_TAG)
                && !api.tags().containsKey(Owner.TAG));
    }

    private Optional<RestApi> apis(Predicate<RestApi> wanted) {
        return calls.apis().state().apis().values().stream()
                .map(ApiState::api)
                .filter(api -> api.scope().equals(scope) && wanted.test(api))
                .findFirst();
    }

    private void tag(String id, String source) {
        calls.apis().change(state -> {
            ApiState api = state.api(id).orElseThrow();
            Map<String, String> tags = new HashMap<>(api.api().tags());
            tags.put(ImportedApi.SOURCE_TAG, source);
            return state.with(api.withApi(api.api().withTags(tags)));
        });
    }

    /** Removes the API that was made of the document which is known by {@code source}; false where there is none. */
    boolean remove(String source) {
        return calls.apis().atOnce(() -> {
            Optional<RestApi> known = imported(source);
            known.ifPresent(api -> call("DeleteRestApi", Members.of("restApiId", api.id())));
            return known.isPresent();
        });
    }

    private JsonNode call(String operation, Members input) {
        return calls.apis().call(operation, input.json(), scope);
    }
}
