package io.underpass.gateway.compile;

import io.underpass.aws.Scope;
import io.underpass.gateway.model.AccessLogSettings;
import io.underpass.gateway.model.ApiDefinitions;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Authorizer;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.GatewayResponse;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.IntegrationResponse;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.MethodResponse;
import io.underpass.gateway.model.MethodSettings;
import io.underpass.gateway.model.Model;
import io.underpass.gateway.model.RequestValidator;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.model.RestApi;
import io.underpass.gateway.model.Stage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Builds the state of one API for tests, as the control plane would leave it.
 *
 * <p>Threads: one.
 */
public final class ApiFixture {

    public static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    public static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private final String id;
    private final Map<String, Map<String, Method>> methods = new LinkedHashMap<>();
    private Optional<String> policy = Optional.empty();
    private Optional<Integer> minimumCompressionSize = Optional.empty();
    private String endpointType = "REGIONAL";
    private boolean endpointDisabled;
    private List<String> binaryMediaTypes = List.of();
    private ApiDefinitions definitions = ApiDefinitions.EMPTY;

    private ApiFixture(String id) {
        this.id = id;
        methods.put("/", new LinkedHashMap<>());
    }

    public static ApiFixture api(String id) {
        return new ApiFixture(id);
    }

    /** A private HTTP_PROXY method with {@code http://backend.internal/} as its uri. */
    public ApiFixture route(String verb, String path) {
        return route(verb, path, UnaryOperator.identity());
    }

    public ApiFixture route(String verb, String path, UnaryOperator<MethodFixture> settings) {
        methods.computeIfAbsent(path, unused -> new LinkedHashMap<>())
                .put(verb, settings.apply(new MethodFixture(verb)).build());
        return this;
    }

    public ApiFixture policy(String text) {
        policy = Optional.of(text);
        return this;
    }

    public ApiFixture minimumCompressionSize(int bytes) {
        minimumCompressionSize = Optional.of(bytes);
        return this;
    }

    public ApiFixture endpointType(String type) {
        endpointType = type;
        return this;
    }

    /** Gives the API an authorizer, which methods name by its id. */
    public ApiFixture authorizer(Authorizer authorizer) {
        definitions = definitions.withAuthorizers(definitions.authorizers().plus(authorizer.id(), authorizer));
        return this;
    }

    public ApiFixture binaryMediaTypes(String... types) {
        binaryMediaTypes = List.of(types);
        return this;
    }

    public ApiFixture endpointDisabled() {
        endpointDisabled = true;
        return this;
    }

    /** Adds a model of JSON with {@code schema}, in which single quotes stand for double ones. */
    public ApiFixture model(String name, String schema) {
        Model model = new Model(
                "m" + name, name, Optional.empty(), "application/json", Optional.of(schema.replace('\'', '"')));
        definitions = definitions.withModels(definitions.models().plus(name, model));
        return this;
    }

    public ApiFixture validator(String validatorId, boolean body, boolean parameters) {
        definitions = definitions.withRequestValidators(definitions
                .requestValidators()
                .plus(validatorId, new RequestValidator(validatorId, validatorId, body, parameters)));
        return this;
    }

    /** Puts a gateway response; {@code statusCode} may be empty. */
    public ApiFixture gatewayResponse(
            String type, String statusCode, Map<String, String> parameters, Map<String, String> templates) {
        GatewayResponse response = new GatewayResponse(
                type, Optional.of(statusCode).filter(code -> !code.isEmpty()), parameters, templates);
        definitions =
                definitions.withGatewayResponses(definitions.gatewayResponses().plus(type, response));
        return this;
    }

    public RestApi settings() {
        return new RestApi(
                SCOPE,
                id,
                "test",
                Optional.empty(),
                CREATED,
                Optional.empty(),
                binaryMediaTypes,
                minimumCompressionSize,
                "HEADER",
                new RestApi.EndpointConfiguration(List.of(endpointType), "ipv4", List.of()),
                policy,
                Map.of(),
                endpointDisabled,
                "root",
                Optional.empty(),
                Optional.empty());
    }

    public PSortedMap<String, Resource> resources() {
        PSortedMap<String, Resource> resources = TreePMap.empty();
        int number = 0;
        for (Map.Entry<String, Map<String, Method>> entry : methods.entrySet()) {
            String path = entry.getKey();
            boolean root = path.equals("/");
            Resource resource = new Resource(
                    root ? "root" : "res" + number++,
                    root ? Optional.empty() : Optional.of("root"),
                    root ? Optional.empty() : Optional.of(path.substring(path.lastIndexOf('/') + 1)),
                    path,
                    TreePMap.from(entry.getValue()));
            resources = resources.plus(resource.id(), resource);
        }
        return resources;
    }

    public Deployment deployment(String deploymentId) {
        return new Deployment(deploymentId, Optional.empty(), CREATED, settings(), resources(), definitions);
    }

    /** This API, deployed to {@code stage}. */
    public ApiState deployedTo(String stage) {
        return deployedTo(stage, Map.of());
    }

    public ApiState deployedTo(String stage, Map<String, String> variables) {
        return ApiState.of(settings())
                .withDeployments(TreePMap.<String, Deployment>empty().plus("dep1", deployment("dep1")))
                .withStages(TreePMap.<String, Stage>empty().plus(stage, stage(stage, "dep1", variables)));
    }

    /** This API, deployed to {@code stage}, whose requests are logged in {@code format}, and executions as {@code settings} say. */
    public ApiState loggedBy(String stage, String format, PSortedMap<String, MethodSettings> settings) {
        ApiState api = deployedTo(stage, Map.of());
        Stage before = api.stages().get(stage);
        Stage logged = new Stage(
                stage,
                before.deploymentId(),
                Optional.empty(),
                before.variables(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Map.of(),
                settings,
                Optional.empty(),
                Optional.of(format)
                        .filter(text -> !text.isEmpty())
                        .map(text -> new AccessLogSettings(Optional.of("arn"), Optional.of(text))),
                Optional.empty(),
                CREATED,
                CREATED);
        return api.withStages(api.stages().plus(stage, logged));
    }

    public static Stage stage(String name, String deploymentId, Map<String, String> variables) {
        return new Stage(
                name,
                deploymentId,
                Optional.empty(),
                variables,
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Map.of(),
                TreePMap.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CREATED,
                CREATED);
    }

    public static GatewaySnapshot snapshot(ApiState... apis) {
        GatewayState state = GatewayState.EMPTY;
        for (ApiState api : apis) {
            state = state.with(api);
        }
        return new GatewayCompiler().first(state);
    }

    /** Settings of one method and its integration. */
    public static final class MethodFixture {
        private final String verb;
        private String authorizationType = "NONE";
        private Optional<String> authorizerId = Optional.empty();
        private List<String> scopes = List.of();
        private boolean apiKeyRequired;
        private String type = "HTTP_PROXY";
        private String integrationVerb;
        private String uri = "http://backend.internal/";
        private String connectionType = "VPC_LINK";
        private String connectionId = "link01";
        private Optional<String> contentHandling = Optional.empty();
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private int timeoutInMillis = 29_000;
        private String transferMode = "BUFFERED";
        private String passthroughBehavior = "WHEN_NO_MATCH";
        private final Map<String, String> requestTemplates = new LinkedHashMap<>();
        private PSortedMap<String, IntegrationResponse> integrationResponses = TreePMap.empty();
        private PSortedMap<String, MethodResponse> methodResponses = TreePMap.empty();
        private Optional<String> validator = Optional.empty();
        private final Map<String, Boolean> declared = new LinkedHashMap<>();
        private final Map<String, String> models = new LinkedHashMap<>();

        private MethodFixture(String verb) {
            this.verb = verb;
            this.integrationVerb = verb;
        }

        public MethodFixture authorizationType(String value) {
            authorizationType = value;
            return this;
        }

        /** Has the authorizer {@code id} decide. */
        public MethodFixture authorizer(String type, String id, String... authorizationScopes) {
            authorizationType = type;
            authorizerId = Optional.of(id);
            scopes = List.of(authorizationScopes);
            return this;
        }

        public MethodFixture apiKeyRequired() {
            apiKeyRequired = true;
            return this;
        }

        public MethodFixture type(String value) {
            type = value;
            return this;
        }

        public MethodFixture integrationVerb(String value) {
            integrationVerb = value;
            return this;
        }

        public MethodFixture uri(String value) {
            uri = value;
            return this;
        }

        public MethodFixture connectionType(String value) {
            connectionType = value;
            return this;
        }

        public MethodFixture connectionId(String value) {
            connectionId = value;
            return this;
        }

        public MethodFixture contentHandling(String value) {
            contentHandling = Optional.of(value);
            return this;
        }

        /** Maps {@code integration.request.TARGET} from {@code source}. */
        public MethodFixture map(String target, String source) {
            parameters.put("integration.request." + target, source);
            return this;
        }

        public MethodFixture timeoutInMillis(int value) {
            timeoutInMillis = value;
            return this;
        }

        public MethodFixture validator(String id) {
            validator = Optional.of(id);
            return this;
        }

        /** Declares {@code method.request.PARAMETER}. */
        public MethodFixture declares(String parameter, boolean required) {
            declared.put("method.request." + parameter, required);
            return this;
        }

        public MethodFixture model(String contentType, String name) {
            models.put(contentType, name);
            return this;
        }

        public MethodFixture streamed() {
            transferMode = "STREAM";
            return this;
        }

        /** A MOCK integration whose request template for JSON is {@code template}. */
        public MethodFixture mock(String template) {
            connectionType = "";
            return type("MOCK").template("application/json", template);
        }

        public MethodFixture template(String contentType, String source) {
            requestTemplates.put(contentType, source);
            return this;
        }

        public MethodFixture passthrough(String value) {
            passthroughBehavior = value;
            return this;
        }

        /** A method response, and an integration response that leads to it. */
        public MethodFixture response(ResponseFixture response) {
            methodResponses =
                    methodResponses.plus(response.status, new MethodResponse(response.status, Map.of(), Map.of()));
            return undeclaredResponse(response);
        }

        /** An integration response without a method response. */
        public MethodFixture undeclaredResponse(ResponseFixture response) {
            integrationResponses = integrationResponses.plus(response.status, response.build());
            return this;
        }

        private Method build() {
            Integration integration = new Integration(
                    type,
                    Optional.of(integrationVerb),
                    Optional.of(uri),
                    Optional.of(connectionType).filter(text -> !text.isEmpty()),
                    Optional.of(connectionId),
                    Optional.of("arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/alb/1"),
                    Optional.empty(),
                    parameters,
                    requestTemplates,
                    passthroughBehavior,
                    contentHandling,
                    timeoutInMillis,
                    "cache",
                    List.of(),
                    Optional.empty(),
                    Optional.of(transferMode),
                    integrationResponses);
            return new Method(
                    verb,
                    authorizationType,
                    authorizerId,
                    apiKeyRequired,
                    validator,
                    Optional.empty(),
                    declared,
                    models,
                    scopes,
                    methodResponses,
                    Optional.of(integration));
        }
    }

    /** Settings of one integration response. */
    public static final class ResponseFixture {
        private final String status;
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final Map<String, String> templates = new LinkedHashMap<>();
        private Optional<String> pattern = Optional.empty();
        private Optional<String> contentHandling = Optional.empty();

        private ResponseFixture(String status) {
            this.status = status;
        }

        public static ResponseFixture status(String status) {
            return new ResponseFixture(status);
        }

        public ResponseFixture when(String selectionPattern) {
            pattern = Optional.of(selectionPattern);
            return this;
        }

        /** Maps {@code method.response.header.NAME} from {@code source}. */
        public ResponseFixture header(String name, String source) {
            parameters.put("method.response.header." + name, source);
            return this;
        }

        public ResponseFixture template(String contentType, String source) {
            templates.put(contentType, source);
            return this;
        }

        public ResponseFixture contentHandling(String value) {
            contentHandling = Optional.of(value);
            return this;
        }

        private IntegrationResponse build() {
            return new IntegrationResponse(status, pattern, parameters, Optional.of(templates), contentHandling);
        }
    }
}
