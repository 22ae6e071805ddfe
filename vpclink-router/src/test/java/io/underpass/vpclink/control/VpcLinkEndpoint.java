package io.underpass.vpclink.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.RandomIds;
import io.underpass.aws.Scope;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.query.Form;
import io.underpass.aws.restjson.RestJsonService;
import io.underpass.vpclink.LinkNetworks.Subnet;
import io.underpass.vpclink.LinkUsers;
import io.underpass.vpclink.LinkUsers.User;
import io.underpass.vpclink.compile.VpcLinkCompiler;
import io.underpass.vpclink.compile.VpcLinkSnapshot;
import io.underpass.vpclink.model.VpcLinkState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The endpoint of both versions with a clock that stands still until told. Threads: confined to one test. */
final class VpcLinkEndpoint {

    static final Scope HERE = new Scope("000000000000", "us-east-1");
    static final Scope ELSEWHERE = new Scope("000000000000", "eu-west-1");
    private static final JsonMapper MAPPER = new JsonMapper();

    final ControlState<VpcLinkState, VpcLinkSnapshot> control =
            new ControlState<>(VpcLinkState.EMPTY, new VpcLinkCompiler());
    final Map<String, Subnet> subnets = new HashMap<>();
    final List<User> users = new ArrayList<>();
    final Set<String> inactive = new HashSet<>();
    final Set<String> networkLoadBalancers = new HashSet<>();
    private final RestJsonService<VpcLinkState> service;
    private final RestJsonService<VpcLinkState> v1;
    private Instant now = Instant.parse("2026-03-01T10:15:30.250Z");

    VpcLinkEndpoint() {
        this(VpcLinkSettings.DEFAULT);
    }

    VpcLinkEndpoint(VpcLinkSettings settings) {
        RandomIds ids = new RandomIds(new Random(7));
        LinkUsers usersOf = (scope, id) -> List.copyOf(users);
        service = new RestJsonService<>(
                "apigatewayv2",
                control,
                VpcLinkOperations.routes(
                        settings,
                        usersOf,
                        (scope, id) -> Optional.ofNullable(subnets.get(id)),
                        (link, at) -> inactive.contains(link.vpcLinkId())),
                VpcLinkOperations.unemulated(),
                ids,
                () -> now);
        v1 = new RestJsonService<>(
                "apigateway",
                control,
                VpcLinkV1Operations.routes(
                        settings, usersOf, (scope, arn) -> scope.equals(HERE) && networkLoadBalancers.contains(arn)),
                List.of(),
                ids,
                () -> now);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** What came back. */
    record Answer(int status, Map<String, String> headers, String text) {

        JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String errorType() {
            return headers.getOrDefault("x-amzn-ErrorType", "");
        }
    }

    Answer call(String method, String target, String body) {
        return call(HERE, method, target, body);
    }

    Answer call(Scope scope, String method, String target, String body) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        AwsResponse response = (path.startsWith("/v2/") ? service : v1)
                .handle(new AwsRequest(
                        method,
                        path,
                        Form.parse(query),
                        Map.of(),
                        body.getBytes(StandardCharsets.UTF_8),
                        scope,
                        "3c1b5a6e-0000-4000-8000-000000000000"));
        return new Answer(response.status(), response.headers(), new String(response.body(), StandardCharsets.UTF_8));
    }

    /** Creates a link in two subnets and returns its id. */
    String create(String name) {
        Answer answer = call(
                "POST",
                "/v2/vpclinks",
                "{\"name\":\"" + name
                        + "\",\"subnetIds\":[\"subnet-a\",\"subnet-b\"],\"securityGroupIds\":[\"sg-1\"]}");
        if (answer.status() != 201) {
            throw new AssertionError(answer);
        }
        return answer.json().get("vpcLinkId").textValue();
    }

    Answer get(String id) {
        return call("GET", "/v2/vpclinks/" + id, "");
    }
}
