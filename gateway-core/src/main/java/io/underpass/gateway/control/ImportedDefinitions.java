package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiDefinitions;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Authorizer;
import io.underpass.gateway.model.Model;
import io.underpass.gateway.model.RequestValidator;
import io.underpass.gateway.openapi.ApiDefinition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The models, request validators and authorizers of an import. Those that are there already by name are replaced and keep
 * their ids, since methods refer to them.
 *
 * <p>Threads: confined to one import.
 */
final class ImportedDefinitions {

    private final ImportSteps steps;

    ImportedDefinitions(ImportSteps steps) {
        this.steps = steps;
    }

    /** Models may refer to each other in circles, so all names are known before any schema is read. */
    void models(List<ObjectNode> models) {
        ApiState api = steps.api();
        PSortedMap<String, Model> known = api.definitions().models();
        for (ObjectNode node : models) {
            String name = node.path("name").asText();
            if (!known.containsKey(name)) {
                Set<String> taken = known.values().stream().map(Model::id).collect(Collectors.toSet());
                String id = steps.unusedId(ModelReader.ID_LENGTH, taken::contains);
                known = known.plus(name, new Model(id, name, Optional.empty(), "", Optional.empty()));
            }
        }
        ApiState all = api.withDefinitions(api.definitions().withModels(known));
        PSortedMap<String, Model> read = known;
        for (ObjectNode node : models) {
            String name = node.path("name").asText();
            Model before = Objects.requireNonNull(known.get(name));
            Optional<Model> model = steps.attempt(
                    "create model '" + name + '\'', () -> ModelReader.read(new Input(node), name, before.id(), all));
            read = read.plus(name, model.orElse(before));
        }
        steps.replace(api.withDefinitions(api.definitions().withModels(read)));
    }

    void validator(ObjectNode node) {
        String name = node.path("name").asText();
        PSortedMap<String, RequestValidator> before = steps.api().definitions().requestValidators();
        Optional<String> old = idOf(before, RequestValidator::name, name);
        old.ifPresent(id -> with(definitions().withRequestValidators(before.minus(id))));
        Optional<String> made = steps.attempt(
                "create request validator '" + name + '\'',
                () -> steps.run("CreateRequestValidator", node).get("id").textValue());
        if (old.isPresent() && made.isPresent()) {
            PSortedMap<String, RequestValidator> all = definitions().requestValidators();
            RequestValidator one = Objects.requireNonNull(all.get(made.get()));
            var kept = new RequestValidator(
                    old.get(), one.name(), one.validateRequestBody(), one.validateRequestParameters());
            with(definitions().withRequestValidators(all.minus(one.id()).plus(kept.id(), kept)));
        }
    }

    void authorizer(ObjectNode node) {
        String name = node.path("name").asText();
        PSortedMap<String, Authorizer> before = steps.api().definitions().authorizers();
        Optional<String> old = idOf(before, Authorizer::name, name);
        old.ifPresent(id -> with(definitions().withAuthorizers(before.minus(id))));
        Optional<String> made = steps.attempt(
                "create authorizer '" + name + '\'',
                () -> steps.run("CreateAuthorizer", node).get("id").textValue());
        if (old.isPresent() && made.isPresent()) {
            PSortedMap<String, Authorizer> all = definitions().authorizers();
            Authorizer kept = Objects.requireNonNull(all.get(made.get())).withId(old.get());
            with(definitions().withAuthorizers(all.minus(made.get()).plus(kept.id(), kept)));
        }
    }

    private ApiDefinitions definitions() {
        return steps.api().definitions();
    }

    private void with(ApiDefinitions next) {
        steps.replace(steps.api().withDefinitions(next));
    }

    /** The authorizer's id; where there is none, a text that is the id of nothing. */
    static String authorizerId(ApiState api, String name) {
        return idOf(api.definitions().authorizers(), Authorizer::name, name).orElse("");
    }

    /** The request validator's id; where there is none, a text that is the id of nothing. */
    static String validatorId(ApiState api, String name) {
        return idOf(api.definitions().requestValidators(), RequestValidator::name, name)
                .orElse("-");
    }

    private static <T> Optional<String> idOf(
            PSortedMap<String, T> all, java.util.function.Function<T, String> nameOf, String name) {
        return all.entrySet().stream()
                .filter(entry -> nameOf.apply(entry.getValue()).equals(name))
                .map(java.util.Map.Entry::getKey)
                .findFirst();
    }

    /** {@code api} with those validators and authorizers only that {@code definition} has, too. */
    static ApiState emptied(ApiState api, ApiDefinition definition) {
        ApiDefinitions before = api.definitions();
        PSortedMap<String, RequestValidator> validators = before.requestValidators();
        Set<String> validatorNames = names(definition.requestValidators());
        for (RequestValidator validator : List.copyOf(validators.values())) {
            validators = validatorNames.contains(validator.name()) ? validators : validators.minus(validator.id());
        }
        PSortedMap<String, Authorizer> authorizers = before.authorizers();
        Set<String> authorizerNames = names(definition.authorizers());
        for (Authorizer authorizer : List.copyOf(authorizers.values())) {
            authorizers =
                    authorizerNames.contains(authorizer.name()) ? authorizers : authorizers.minus(authorizer.id());
        }
        return api.withDefinitions(new ApiDefinitions(TreePMap.empty(), validators, authorizers, TreePMap.empty()));
    }

    private static Set<String> names(List<ObjectNode> nodes) {
        return nodes.stream().map(node -> node.path("name").asText()).collect(Collectors.toSet());
    }
}
