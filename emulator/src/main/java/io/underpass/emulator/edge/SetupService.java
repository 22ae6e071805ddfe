package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import io.underpass.aws.query.Form;
import io.underpass.emulator.description.Applied;
import io.underpass.emulator.description.DescriptionFailure;
import io.underpass.emulator.description.Descriptions;
import io.underpass.emulator.description.file.DescriptionFile;
import io.underpass.emulator.description.file.InvalidFile;
import io.underpass.emulator.init.InitStatus;
import io.underpass.emulator.routes.RouteTable;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.WholeResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Answers for how an emulator was set up: PUT at {@code description} applies the description that is its body, which
 * mistakes call by the query parameter {@code file}; GET at {@code routes} tells where requests go, GET at {@code init} how
 * far init files have come.
 *
 * <p>Threads: safe; works on the control thread.
 */
public final class SetupService implements HttpService {

    private static final Set<String> PATHS = Set.of("description", "routes", "init");
    private static final int MAX_BODY_BYTES = 6 * 1024 * 1024;

    private final Descriptions descriptions;
    private final Supplier<RouteTable> routes;
    private final InitStatus init;
    private final SlowAnswers answers;

    /**
     * A service.
     *
     * @param routes read on the control thread
     */
    public SetupService(
            Descriptions descriptions, Supplier<RouteTable> routes, InitStatus init, Executor controlThread) {
        this.descriptions = descriptions;
        this.routes = routes;
        this.init = init;
        this.answers = new SlowAnswers(controlThread);
    }

    /** How far init files have come. */
    InitStatus init() {
        return init;
    }

    /** Whether it answers at {@code path} of the admin API. */
    boolean owns(String path) {
        return PATHS.contains(path);
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.request().path();
        HttpMethod method = exchange.request().method();
        boolean description = path.equals(AdminService.PREFIX + "description");
        if (description && method.equals(HttpMethod.PUT)) {
            String file = fileOf(exchange.request().query());
            SlowAnswers.withBody(
                    exchange,
                    MAX_BODY_BYTES,
                    "The description",
                    text -> answers.answer(exchange, () -> apply(file, text)));
        } else if (description) {
            Answer.message(exchange, 405, "Only PUT is served here");
        } else if (!method.equals(HttpMethod.GET)) {
            Answer.message(exchange, 405, "Only GET is served here");
        } else if (path.endsWith("/init")) {
            Answer.json(exchange, 200, InitJson.of(init));
        } else {
            answers.answer(exchange, () -> Answer.of(200, routes.get().toJson()));
        }
    }

    private static String fileOf(String query) {
        try {
            Map<String, List<String>> parameters = Form.parse(query);
            return parameters.getOrDefault("file", List.of("description")).get(0);
        } catch (IllegalArgumentException e) {
            return "description";
        }
    }

    private WholeResponse apply(String name, String text) {
        DescriptionFile file;
        try {
            file = DescriptionFile.parse(name, text);
        } catch (InvalidFile e) {
            return invalid(e);
        }
        try {
            return Answer.of(200, json(descriptions.applyHere(file.description())));
        } catch (DescriptionFailure e) {
            return invalid(file.located(e));
        }
    }

    private static WholeResponse invalid(InvalidFile failure) {
        ObjectNode json = Answer.message("Nothing has changed: the description has mistakes");
        ArrayNode mistakes = json.putArray("mistakes");
        failure.mistakes()
                .forEach(mistake -> mistakes.addObject()
                        .put("line", mistake.line())
                        .put("column", mistake.column())
                        .put("message", mistake.message()));
        return Answer.of(400, json);
    }

    private static ObjectNode json(Applied applied) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode changes = json.putArray("changes");
        applied.changes().forEach(changes::add);
        ObjectNode apis = json.putObject("apis");
        applied.description()
                .apis()
                .forEach(api -> apis.putObject(api.name())
                        .put("id", applied.apiId(api.name()))
                        .put("stage", api.stage())
                        .put("invokeUrl", applied.invokeUrl(api.name()).toString()));
        ObjectNode loadBalancers = json.putObject("loadBalancers");
        applied.description()
                .loadBalancers()
                .forEach(each -> loadBalancers.put(each.name(), applied.loadBalancerArn(each.name())));
        return json;
    }
}
