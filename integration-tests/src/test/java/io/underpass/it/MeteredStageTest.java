package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigateway.model.ApiKeysFormat;
import software.amazon.awssdk.services.apigateway.model.GetUsageResponse;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.QuotaPeriodType;
import software.amazon.awssdk.services.apigateway.model.Stage;

/** Keys, plans, method settings, canaries and caches, set up with AWS's SDK. Responses name their requests. */
class MeteredStageTest {

    private static final String STAGE = "dev";

    private final RunningEmulator emulator = new RunningEmulator();
    private final AwsClients aws = new AwsClients(emulator.endpoint());
    private final TutorialSteps steps = new TutorialSteps(aws);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String apiId = "";
    private String resourceId = "";

    @BeforeEach
    void build() {
        apiId = steps.restApi("metered");
        resourceId = steps.resource(apiId, "/pets");
        aws.apis.putMethod(method ->
                method.restApiId(apiId).resourceId(resourceId).httpMethod("GET").authorizationType("NONE"));
        aws.apis.putMethodResponse(response -> response.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("GET")
                .statusCode("200"));
        aws.apis.putIntegration(put -> put.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("GET")
                .type(IntegrationType.MOCK)
                .requestTemplates(Map.of("application/json", "{\"statusCode\": 200}")));
        answer("$context.requestId");
        deploy();
    }

    @AfterEach
    void stop() {
        aws.close();
        emulator.close();
    }

    private void answer(String template) {
        aws.apis.putIntegrationResponse(response -> response.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("GET")
                .statusCode("200")
                .responseTemplates(Map.of("application/json", template)));
    }

    private void deploy() {
        aws.apis.createDeployment(deployment -> deployment.restApiId(apiId).stageName(STAGE));
    }

    private Stage stage(PatchOperation... operations) {
        aws.apis.updateStage(stage -> stage.restApiId(apiId).stageName(STAGE).patchOperations(operations));
        return aws.apis.getStages(stages -> stages.restApiId(apiId)).item().get(0);
    }

    private static PatchOperation patch(Op op, String path, String value) {
        return PatchOperation.builder().op(op).path(path).value(value).build();
    }

    private static PatchOperation copy(String from, String path) {
        return PatchOperation.builder().op(Op.COPY).from(from).path(path).build();
    }

    private HttpResponse<String> get(String... fields) throws IOException, InterruptedException {
        HttpRequest.Builder request = Invocation.USER_REQUEST_PATH.request(emulator.endpoint(), apiId, STAGE, "/pets");
        if (fields.length > 0) {
            request.headers(fields);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aKeyOpensAMethodUntilItsQuotaIsUsedUp() throws Exception {
        emulator.stopTime(); // Neither the day nor the month is to end meanwhile.
        aws.apis.updateMethod(method -> method.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("GET")
                .patchOperations(patch(Op.REPLACE, "/apiKeyRequired", "true")));
        deploy();
        assertThat(get().body()).isEqualTo("{\"message\":\"Forbidden\"}");

        var key = aws.apis.createApiKey(made -> made.name("customer").enabled(true));
        assertThat(get("x-api-key", key.value()).statusCode()).isEqualTo(403);
        String plan = aws.apis
                .createUsagePlan(made -> made.name("basic")
                        .apiStages(covered -> covered.apiId(apiId).stage(STAGE))
                        .quota(quota -> quota.limit(2).period(QuotaPeriodType.MONTH)))
                .id();
        aws.apis.createUsagePlanKey(
                member -> member.usagePlanId(plan).keyId(key.id()).keyType("API_KEY"));
        assertThat(get("x-api-key", key.value()).statusCode()).isEqualTo(200);
        assertThat(get("x-api-key", key.value()).statusCode()).isEqualTo(200);
        HttpResponse<String> third = get("x-api-key", key.value());
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.body()).isEqualTo("{\"message\":\"Limit Exceeded\"}");

        String today = LocalDate.ofInstant(emulator.now(), ZoneOffset.UTC).toString();
        GetUsageResponse usage = aws.apis.getUsage(
                asked -> asked.usagePlanId(plan).startDate(today).endDate(today));
        assertThat(usage.items()).isEqualTo(Map.of(key.id(), List.of(List.of(2L, 0L))));
        aws.apis.updateUsage(update ->
                update.usagePlanId(plan).keyId(key.id()).patchOperations(patch(Op.REPLACE, "/remaining", "1")));
        assertThat(get("x-api-key", key.value()).statusCode()).isEqualTo(200);
        assertThat(get("x-api-key", key.value()).statusCode()).isEqualTo(429);

        String value = "an-imported-key-of-some-length";
        var imported = aws.apis.importApiKeys(table -> table.format(ApiKeysFormat.CSV)
                .body(SdkBytes.fromUtf8String("name,key,enabled,usageplanIds\nother," + value + ",true," + plan)));
        assertThat(imported.warnings()).isEmpty();
        assertThat(get("x-api-key", value).statusCode()).isEqualTo(200);

        String arn = "arn:aws:apigateway:us-east-1::/apikeys/" + key.id();
        aws.apis.tagResource(tag -> tag.resourceArn(arn).tags(Map.of("team", "blue")));
        assertThat(aws.apis.getTags(asked -> asked.resourceArn(arn)).tags()).isEqualTo(Map.of("team", "blue"));
    }

    @Test
    void aStageThrottlesAndCachesByItsMethodSettings() throws Exception {
        assertThat(get().body()).isNotEqualTo(get().body());

        Stage cached = stage(
                patch(Op.REPLACE, "/cacheClusterEnabled", "true"), patch(Op.REPLACE, "/*/*/caching/enabled", "true"));
        assertThat(cached.cacheClusterStatusAsString()).isEqualTo("AVAILABLE");
        assertThat(cached.methodSettings().get("*/*").cachingEnabled()).isTrue();
        String first = get().body();
        assertThat(get().body()).isEqualTo(first);
        HttpResponse<String> wanted = get("Cache-Control", "max-age=0");
        assertThat(wanted.body()).isEqualTo(first);
        assertThat(wanted.headers().firstValue("Warning")).isPresent();
        aws.apis.flushStageCache(flushed -> flushed.restApiId(apiId).stageName(STAGE));
        assertThat(get().body()).isNotEqualTo(first);

        stage(
                patch(Op.REPLACE, "/~1pets/GET/throttling/burstLimit", "1"),
                patch(Op.REPLACE, "/~1pets/GET/throttling/rateLimit", "0.001"));
        assertThat(get().statusCode()).isEqualTo(200);
        assertThat(get().body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
    }

    @Test
    void aCanaryIsReleasedAndPromoted() throws Exception {
        answer("canary is $context.isCanaryRequest, $stageVariables.color");
        aws.apis.createDeployment(deployment -> deployment
                .restApiId(apiId)
                .stageName(STAGE)
                .canarySettings(canary -> canary.percentTraffic(100.0).stageVariableOverrides(Map.of("color", "red"))));
        assertThat(get().body()).isEqualTo("canary is true, red");

        Stage promoted = stage(
                patch(Op.REPLACE, "/canarySettings/percentTraffic", "0.0"),
                copy("/canarySettings/stageVariableOverrides", "/variables"),
                copy("/canarySettings/deploymentId", "/deploymentId"),
                patch(Op.REMOVE, "/canarySettings", null));

        assertThat(promoted.canarySettings()).isNull();
        assertThat(promoted.variables()).isEqualTo(Map.of("color", "red"));
        assertThat(get().body()).isEqualTo("canary is , red");
    }
}
