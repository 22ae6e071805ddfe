package io.underpass.gateway.compile;

import io.underpass.gateway.compile.RequestChecks.RequiredParameter;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.RequestValidator;
import io.underpass.gateway.schema.ModelSchema;
import io.underpass.gateway.schema.ModelSchemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compiles what the request validators of one deployment check. A model's schema is compiled once, for all methods that
 * use it.
 *
 * <p>Threads: one.
 */
final class RequestChecksCompiler {

    private final Deployment deployment;
    private final Map<String, ModelSchema> compiled = new HashMap<>();
    private Optional<ModelSchemas> schemas = Optional.empty();

    RequestChecksCompiler(Deployment deployment) {
        this.deployment = deployment;
    }

    /** The checks of {@code method}; empty where it has none. */
    Optional<RequestChecks> compile(Method method) {
        Optional<RequestValidator> validator =
                method.requestValidatorId().map(deployment.definitions().requestValidators()::get);
        RequestChecks checks = new RequestChecks(
                validator.filter(RequestValidator::validateRequestParameters).isPresent()
                        ? parameters(method)
                        : List.of(),
                validator.filter(RequestValidator::validateRequestBody).isPresent() ? schemas(method) : Map.of());
        return Optional.of(checks)
                .filter(found ->
                        !found.parameters().isEmpty() || !found.schemas().isEmpty());
    }

    private static List<RequiredParameter> parameters(Method method) {
        List<RequiredParameter> required = new ArrayList<>();
        add(required, method, "method.request.header.", name -> new MappingSource.Header(name, true));
        add(required, method, "method.request.path.", MappingSource.Path::new);
        add(required, method, "method.request.querystring.", name -> new MappingSource.Query(name, true));
        return List.copyOf(required);
    }

    private static void add(
            List<RequiredParameter> required, Method method, String prefix, Function<String, MappingSource> source) {
        method.requestParameters().forEach((parameter, isRequired) -> {
            if (isRequired && parameter.startsWith(prefix)) {
                String name = parameter.substring(prefix.length());
                required.add(new RequiredParameter(name, source.apply(name)));
            }
        });
    }

    private Map<String, ModelSchema> schemas(Method method) {
        Map<String, ModelSchema> byType = new HashMap<>();
        method.requestModels()
                .forEach((contentType, model) -> byType.put(
                        contentType.toLowerCase(Locale.ROOT),
                        compiled.computeIfAbsent(model, name -> all().compile(name))));
        return Map.copyOf(byType);
    }

    private ModelSchemas all() {
        if (schemas.isEmpty()) {
            Map<String, String> texts = new HashMap<>();
            deployment
                    .definitions()
                    .models()
                    .values()
                    .forEach(model -> model.schema().ifPresent(schema -> texts.put(model.name(), schema)));
            schemas = Optional.of(ModelSchemas.of(deployment.api().id(), texts));
        }
        return schemas.get();
    }
}
