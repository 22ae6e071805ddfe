package io.underpass.gateway.control;

import static io.underpass.gateway.control.ControlApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stages over the wire. */
final class StagesTest {

    private final ControlApi aws = new ControlApi();
    private String api = "";
    private String deployment = "";

    @BeforeEach
    void deploy() {
        api = aws.deployableApi();
        deployment = aws.post(api + "/deployments", "{}").get("id").asText();
    }

    @Test
    void aStageGetsAwsDefaults() {
        assertThat(create("'stageName':'dev'")).isEqualTo(json("""
                {'deploymentId':'%s','stageName':'dev','cacheClusterEnabled':false,
                 'cacheClusterStatus':'NOT_AVAILABLE','methodSettings':{},'tracingEnabled':false,
                 'createdDate':1767323045,'lastUpdatedDate':1767323045}""".formatted(deployment)));
    }

    @Test
    void everyMemberIsKeptAndReturned() {
        JsonNode stage = create(
                "'stageName':'dev','description':'d','cacheClusterSize':'0.5','variables':{'a':'http://x:1/y?z=1&w=2'},"
                        + "'tracingEnabled':true,'tags':{'t':'1'}");
        assertThat(stage).isEqualTo(json("""
                {'deploymentId':'%s','stageName':'dev','description':'d','cacheClusterEnabled':false,
                 'cacheClusterSize':'0.5','cacheClusterStatus':'NOT_AVAILABLE','methodSettings':{},
                 'variables':{'a':'http://x:1/y?z=1&w=2'},'tracingEnabled':true,'tags':{'t':'1'},
                 'createdDate':1767323045,'lastUpdatedDate':1767323045}""".formatted(deployment)));
        assertThat(aws.get(api + "/stages/dev")).isEqualTo(stage);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'stageName':'a.b','deploymentId':'DEPLOYMENT' | 400 BadRequestException: Stage name only allows a-zA-Z0-9_-",
                "'stageName':'','deploymentId':'DEPLOYMENT' | 400 BadRequestException: Stage name only allows a-zA-Z0-9_-",
                "'stageName':'a','deploymentId':'nope' | 400 BadRequestException: Deployment id does not exist",
                "'stageName':'a' | 400 ValidationException: 1 validation error detected: Value null at 'createStageInput.deploymentId'",
                "'stageName':'a','deploymentId':'DEPLOYMENT','variables':{'a-b':'x'} | 400 BadRequestException: Stage variable names",
                "'stageName':'a','deploymentId':'DEPLOYMENT','variables':{'a':'x y'} | 400 BadRequestException: Stage variable values",
                "'stageName':'a','deploymentId':'DEPLOYMENT','canarySettings':{'deploymentId':'nope'} | 400 BadRequestException: Deployment id does not exist",
                "'stageName':'a','deploymentId':'DEPLOYMENT','canarySettings':{'percentTraffic':101} | 400 BadRequestException: Percent traffic must be",
                "'stageName':'a','deploymentId':'DEPLOYMENT','documentationVersion':'1' | 404 NotFoundException: Invalid Documentation version specified",
            })
    void createRefusesInAwsWords(String members, String error) {
        assertThat(aws.fails("POST", api + "/stages", "{" + members.replace("DEPLOYMENT", deployment) + "}"))
                .startsWith(error);
        assertThat(aws.get(api + "/stages")).isEqualTo(json("{'item':[]}"));
    }

    @Test
    void aStageExistsOnce() {
        create("'stageName':'dev'");
        assertThat(aws.fails("POST", api + "/stages", "{'stageName':'dev','deploymentId':'" + deployment + "'}"))
                .isEqualTo("409 ConflictException: Stage already exists");
        aws.call(202, "DELETE", api + "/stages/dev", "");
        assertThat(aws.fails("DELETE", api + "/stages/dev", ""))
                .isEqualTo("404 NotFoundException: Invalid Stage identifier specified");
    }

    @Test
    void listsByDeployment() {
        create("'stageName':'dev'");
        String other =
                aws.post(api + "/deployments", "{'stageName':'prod'}").get("id").asText();

        assertThat(aws.get(api + "/stages").get("item")).hasSize(2);
        assertThat(aws.get(api + "/stages?deploymentId=" + other)
                        .at("/item/0/stageName")
                        .asText())
                .isEqualTo("prod");
        assertThat(aws.get(api + "/stages?deploymentId=" + other).get("item")).hasSize(1);
    }

    @Test
    void updatePatchesWhatIsEmulated() {
        create("'stageName':'dev','variables':{'a':'1','b':'2'}");
        String other = aws.post(api + "/deployments", "{}").get("id").asText();
        aws.now = ControlApi.START.plus(Duration.ofSeconds(5));

        assertThat(aws.patch(
                        api + "/stages/dev",
                        "replace /deploymentId " + other,
                        "replace /description d",
                        "replace /cacheClusterSize 1.6",
                        "replace /cacheClusterEnabled false",
                        "replace /tracingEnabled true",
                        "replace /variables/a 9",
                        "add /variables/c 3",
                        "remove /variables/b"))
                .isEqualTo(json("""
                {'deploymentId':'%s','stageName':'dev','description':'d','cacheClusterEnabled':false,
                 'cacheClusterSize':'1.6','cacheClusterStatus':'NOT_AVAILABLE','methodSettings':{},
                 'variables':{'a':'9','c':'3'},'tracingEnabled':true,
                 'createdDate':1767323045,'lastUpdatedDate':1767323050}""".formatted(other)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "replace /tags/tag1 x | 400 BadRequestException: Invalid method setting path: /tags/tag1. Must be one of: [/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, ",
                "replace /deploymentId nope | 400 BadRequestException: Deployment id does not exist",
                "replace /*/*/throttling/burstLimit many | 400 BadRequestException: Invalid patch value  'many' specified for path '/*/*/throttling/burstLimit'. Must be an integer",
                "replace /*/*/caching/ttlInSeconds 3601 | 400 BadRequestException: Invalid cache TTL specified",
                "replace /*/*/logging/loglevel LOUD | 400 BadRequestException: Invalid patch value  'LOUD'",
                "replace /*/*/caching/unauthorizedCacheControlHeaderStrategy X | 400 BadRequestException: Invalid patch value  'X'",
                "replace /*/*/caching/nothing X | 400 BadRequestException: Invalid method setting path: /*/*/caching/nothing. Must be one of: [/deploymentId",
                "remove /*/* | 400 BadRequestException: Cannot remove method setting */* because there is no method setting for this method ",
                "replace /accessLogSettings/format $context.requestTime | 400 BadRequestException: Access Log format must contain at least one of",
                "replace /accessLogSettings/format $context.requestIds | 400 BadRequestException: Access Log format must contain at least one of",
                "replace /accessLogSettings/format | 400 BadRequestException: Access Log value must not be empty",
                "replace /accessLogSettings x | 400 BadRequestException: Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]",
                "replace /accessLogSettings/x y | 400 BadRequestException: Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]",
                "replace /accessLogSettings/destinationArn arn:aws:firehose:us-east-1:000000000000:deliverystream/amazon-apigateway-x | 501 NotImplementedException: Underpass does not emulate access logs in Firehose streams",
                "replace /accessLogSettings/destinationArn arn:aws:s3:::b | 400 BadRequestException: Invalid ARN specified in the request",
                "replace /clientCertificateId x | 404 NotFoundException: Invalid Client Certificate identifier specified",
                "replace /canarySettings/percentTraffic 500 | 400 BadRequestException: Percent traffic must be",
                "replace /canarySettings/nothing 5 | 400 BadRequestException: Invalid patch path  '/canarySettings/nothing'",
                "remove /canarySettings | 400 BadRequestException: Promotion not available. Canary does not exist.",
                "copy /canarySettings/deploymentId /deploymentId | 400 BadRequestException: Promotion not available. Canary does not exist.",
                "add /description x | 400 BadRequestException: Invalid patch path  '/description' specified for op 'add'. Please choose supported operations",
                "replace /variables/a x y | 400 BadRequestException: Stage variable values",
                "replace | 400 BadRequestException: Invalid patch path null",
            })
    void c21_updateRefusesInAwsWordsOrByName(String operation, String error) {
        create("'stageName':'dev'");
        JsonNode before = aws.get(api + "/stages/dev");
        assertThat(aws.patchFails(api + "/stages/dev", operation)).startsWith(error);
        assertThat(aws.get(api + "/stages/dev")).isEqualTo(before);
    }

    private static final String DEFAULTS = "{'metricsEnabled':false,'dataTraceEnabled':false,"
            + "'throttlingBurstLimit':5000,'throttlingRateLimit':10000.0,'cachingEnabled':%s,'cacheTtlInSeconds':300,"
            + "'cacheDataEncrypted':false,'requireAuthorizationForCacheControl':true,"
            + "'unauthorizedCacheControlHeaderStrategy':'SUCCEED_WITH_RESPONSE_HEADER'}";

    @Test
    @DisplayName("C20 one method setting brings AWS's defaults of the others")
    void oneMethodSettingBringsTheDefaultsOfTheOthers() {
        create("'stageName':'dev'");

        assertThat(aws.patch(api + "/stages/dev", "replace /*/*/caching/enabled true")
                        .get("methodSettings"))
                .isEqualTo(json("{'*/*':" + DEFAULTS.formatted("true") + "}"));
    }

    @Test
    void methodSettingsAreSetAndRemoved() {
        create("'stageName':'dev'");
        String stage = api + "/stages/dev";
        aws.now = ControlApi.START.plus(Duration.ofSeconds(5));

        JsonNode set = aws.patch(
                stage,
                "replace /~1orders~1{id}/GET/throttling/burstLimit 7",
                "replace /~1orders~1{id}/GET/throttling/rateLimit 1.5",
                "replace /~1orders~1{id}/GET/logging/loglevel INFO",
                "replace /~1orders~1{id}/GET/logging/dataTrace true",
                "replace /~1orders~1{id}/GET/metrics/enabled true",
                "replace /~1orders~1{id}/GET/caching/ttlInSeconds 60",
                "replace /~1orders~1{id}/GET/caching/dataEncrypted true",
                "replace /~1orders~1{id}/GET/caching/requireAuthorizationForCacheControl false",
                "replace /~1orders~1{id}/GET/caching/unauthorizedCacheControlHeaderStrategy FAIL_WITH_403",
                "replace /description d");

        assertThat(set.get("methodSettings")).isEqualTo(json("""
                {'~1orders~1{id}/GET':{'metricsEnabled':true,'loggingLevel':'INFO','dataTraceEnabled':true,
                 'throttlingBurstLimit':7,'throttlingRateLimit':1.5,'cachingEnabled':false,'cacheTtlInSeconds':60,
                 'cacheDataEncrypted':true,'requireAuthorizationForCacheControl':false,
                 'unauthorizedCacheControlHeaderStrategy':'FAIL_WITH_403'}}"""));
        assertThat(set.get("lastUpdatedDate").asLong()).isEqualTo(1767323050);
        assertThat(aws.get(stage)).isEqualTo(set);

        aws.post(api + "/deployments", "{'stageName':'dev'}");
        assertThat(aws.get(stage).get("methodSettings")).isEqualTo(set.get("methodSettings"));
        assertThat(aws.patch(stage, "remove /~1orders~1{id}/GET").get("methodSettings"))
                .isEqualTo(json("{}"));
    }

    @Test
    void theCacheClusterIsThereAtOnceAndCanBeFlushed() {
        JsonNode stage = create("'stageName':'dev','cacheClusterEnabled':true");
        assertThat(stage.get("cacheClusterStatus").asText()).isEqualTo("AVAILABLE");
        assertThat(stage.get("cacheClusterSize").asText()).isEqualTo("0.5");

        aws.call(202, "DELETE", api + "/stages/dev/cache/data", "");
        assertThat(aws.flushed).containsExactly(api.substring(10) + "/dev/data");
        aws.patch(api + "/stages/dev", "replace /cacheClusterEnabled false");
        assertThat(aws.flushed).hasSize(2);
    }

    @Test
    void aCanaryIsPatchedAndPromoted() {
        create("'stageName':'dev','variables':{'a':'1','b':'2'}");
        String stage = api + "/stages/dev";
        String canary = aws.post(
                        api + "/deployments",
                        "{'stageName':'dev','canarySettings':{'percentTraffic':10.5,"
                                + "'stageVariableOverrides':{'a':'9'},'useStageCache':true}}")
                .get("id")
                .asText();
        assertThat(aws.get(stage).get("deploymentId").asText()).isEqualTo(deployment);
        assertThat(aws.get(stage).get("canarySettings"))
                .isEqualTo(json("{'percentTraffic':10.5,'deploymentId':'" + canary
                        + "','stageVariableOverrides':{'a':'9'},'useStageCache':true}"));
        assertThat(aws.fails("DELETE", api + "/deployments/" + canary, ""))
                .startsWith("400 BadRequestException: Active");

        assertThat(aws.patch(
                                stage,
                                "replace /canarySettings/percentTraffic 50",
                                "replace /canarySettings/useStageCache false",
                                "add /canarySettings/stageVariableOverrides/c 3",
                                "remove /canarySettings/stageVariableOverrides/a")
                        .get("canarySettings"))
                .isEqualTo(json("{'percentTraffic':50.0,'deploymentId':'" + canary
                        + "','stageVariableOverrides':{'c':'3'},'useStageCache':false}"));

        JsonNode promoted = aws.patch(
                stage,
                "replace /canarySettings/percentTraffic 0.0",
                "copy /canarySettings/stageVariableOverrides /variables",
                "copy /canarySettings/deploymentId /deploymentId",
                "remove /canarySettings");
        assertThat(promoted.get("deploymentId").asText()).isEqualTo(canary);
        assertThat(promoted.get("variables")).isEqualTo(json("{'a':'1','b':'2','c':'3'}"));
        assertThat(promoted.has("canarySettings")).isFalse();
    }

    @Test
    void aCanaryNeedsAStageThatIsThere() {
        assertThat(aws.fails("POST", api + "/deployments", "{'canarySettings':{'percentTraffic':10}}"))
                .isEqualTo("400 BadRequestException: Invalid deployment content specified.Non null and non empty"
                        + " stageName must be provided for canary deployment. Provided value is null");
        assertThat(aws.fails("POST", api + "/deployments", "{'stageName':'t','canarySettings':{'percentTraffic':10}}"))
                .isEqualTo("400 BadRequestException: Invalid deployment content specified.Stage t must already be"
                        + " created before making a canary release deployment");
    }

    @Test
    void accessLogsAreSetKeptAndRemoved() {
        create("'stageName':'dev'");
        String arn = "arn:aws:logs:us-east-1:000000000000:log-group:API-Gateway-Access-Logs";
        JsonNode set = aws.patch(
                api + "/stages/dev",
                "replace /accessLogSettings/destinationArn " + arn,
                "replace /accessLogSettings/format $context.requestId $context.status");
        JsonNode expected =
                json("{'format':'$context.requestId $context.status','destinationArn':'%s'}".formatted(arn));
        assertThat(set.get("accessLogSettings")).isEqualTo(expected);
        assertThat(aws.patch(api + "/stages/dev", "replace /description d").get("accessLogSettings"))
                .isEqualTo(expected);
        assertThat(aws.patch(api + "/stages/dev", "remove /accessLogSettings").has("accessLogSettings"))
                .isFalse();
    }

    @Test
    void anAccessLogFormatHasOneLine() {
        create("'stageName':'dev'");
        assertThat(aws.fails(
                        "PATCH",
                        api + "/stages/dev",
                        "{'patchOperations':[{'op':'replace','path':'/accessLogSettings/format',"
                                + "'value':'$context.requestId\\n$context.status'}]}"))
                .isEqualTo("400 BadRequestException: Access Log format must be single line, new line character is"
                        + " allowed only at end of the format");
    }

    private JsonNode create(String members) {
        return aws.post(api + "/stages", "{" + members + ",'deploymentId':'" + deployment + "'}");
    }
}
