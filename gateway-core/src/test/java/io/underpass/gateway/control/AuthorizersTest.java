package io.underpass.gateway.control;

import static io.underpass.gateway.control.ControlApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Authorizers, and the methods that have one. */
class AuthorizersTest {

    private static final String URI = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:000000000000:function:auth/invocations";
    private static final String TOKEN = "{'name':'auth','type':'TOKEN','authorizerUri':'" + URI
            + "','identitySource':'method.request.header.Authorization'}";
    private static final String POOL = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a";
    private static final String COGNITO = "{'name':'pool','type':'COGNITO_USER_POOLS','providerARNs':['" + POOL
            + "'],'identitySource':'method.request.header.Authorization'}";

    private final ControlApi aws = new ControlApi();
    private final String api = aws.api("{'name':'a'}");
    private final String all = api + "/authorizers";

    @Test
    void aTokenAuthorizerHasAwssDefaults() {
        JsonNode created = aws.post(all, TOKEN);

        assertThat(created.get("id").asText()).hasSize(6);
        assertThat(created)
                .isEqualTo(json("{'id':'" + created.get("id").asText() + "','name':'auth','type':'TOKEN',"
                        + "'authType':'custom','authorizerUri':'" + URI
                        + "','identitySource':'method.request.header.Authorization',"
                        + "'authorizerResultTtlInSeconds':300}"));
        assertThat(aws.get(all + '/' + created.get("id").asText())).isEqualTo(created);
        assertThat(aws.get(all).get("item")).containsExactly(created);
    }

    @Test
    void aUserPoolsAuthorizerHasProviders() {
        JsonNode created = aws.post(all, COGNITO);

        assertThat(created.get("authType").asText()).isEqualTo("cognito_user_pools");
        assertThat(created.get("providerARNs")).isEqualTo(json("['" + POOL + "']"));
        assertThat(created.has("authorizerUri")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'type':'TOKEN'} | 400 ValidationException",
                "{'name':'x','type':'OTHER'} | 400 ValidationException",
                "{'name':'x','type':'TOKEN','identitySource':'method.request.header.A'} | 400 BadRequestException: Invalid Authorizer URI",
                "{'name':'x','type':'TOKEN','authorizerUri':'arn:aws:lambda:us-east-1:0:function:f','identitySource':'method.request.header.A'} | 400 BadRequestException: Invalid Authorizer URI",
                "{'name':'x','type':'TOKEN','authorizerUri':'URI'} | 400 BadRequestException: Identity source is required",
                "{'name':'x','type':'REQUEST','authorizerUri':'URI'} | 400 BadRequestException: Identity source is required",
                "{'name':'x','type':'TOKEN','authorizerUri':'URI','identitySource':'method.request.body'} | 400 BadRequestException: Invalid mapping expression",
                "{'name':'x','type':'TOKEN','authorizerUri':'URI','identitySource':'method.request.header.A,method.request.header.B'} | 400 BadRequestException: Only one",
                "{'name':'x','type':'TOKEN','authorizerUri':'URI','identitySource':'method.request.header.A','authorizerResultTtlInSeconds':3601} | 400 BadRequestException: Authorizer result TTL",
                "{'name':'x','type':'TOKEN','authorizerUri':'URI','identitySource':'method.request.header.A','identityValidationExpression':'('} | 400 BadRequestException: Invalid identity validation expression",
                "{'name':'x','type':'TOKEN','authorizerUri':'URI','identitySource':'method.request.header.A','identityValidationExpression':'(?=a)a'} | 501 ",
                "{'name':'x','type':'COGNITO_USER_POOLS','identitySource':'method.request.header.A'} | 400 BadRequestException: At least one provider ARN",
                "{'name':'x','type':'COGNITO_USER_POOLS','providerARNs':['arn:aws:s3:::b'],'identitySource':'method.request.header.A'} | 400 BadRequestException: Invalid Cognito User Pool ARN"
            })
    void whatCannotWorkIsRefused(String body, String refusal) {
        assertThat(aws.fails("POST", all, body.replace("URI", URI))).startsWith(refusal);
    }

    @Test
    void aRequestAuthorizerThatKeepsNothingNeedsNoIdentity() {
        JsonNode created = aws.post(
                all, "{'name':'x','type':'REQUEST','authorizerUri':'" + URI + "','authorizerResultTtlInSeconds':0}");

        assertThat(created.has("identitySource")).isFalse();
        assertThat(created.get("authorizerResultTtlInSeconds").asInt()).isZero();
    }

    @Test
    void patchesChangeIt() {
        String one = all + '/' + aws.post(all, TOKEN).get("id").asText();

        JsonNode patched = aws.patch(
                one,
                "replace /name other",
                "replace /authorizerResultTtlInSeconds 60",
                "replace /identityValidationExpression Bearer.*");

        assertThat(patched.get("name").asText()).isEqualTo("other");
        assertThat(patched.get("authorizerResultTtlInSeconds").asInt()).isEqualTo(60);
        assertThat(patched.get("identityValidationExpression").asText()).isEqualTo("Bearer.*");
        assertThat(aws.patchFails(one, "replace /id x"))
                .startsWith("400 BadRequestException: Invalid patch path  '/id'");
    }

    @Test
    void providersAreAddedAndRemoved() {
        String one = all + '/' + aws.post(all, COGNITO).get("id").asText();
        String second = POOL.replace("_a", "_b");

        assertThat(aws.patch(one, "add /providerARNs " + second, "remove /providerARNs " + POOL)
                        .get("providerARNs"))
                .isEqualTo(json("['" + second + "']"));
    }

    @Test
    void methodsNameTheirAuthorizer() {
        String token = aws.post(all, TOKEN).get("id").asText();
        String pool = aws.post(all, COGNITO).get("id").asText();
        String method = aws.root(api) + "/methods/GET";

        assertThat(aws.fails(
                        "PUT", method, "{'authorizationType':'COGNITO_USER_POOLS','authorizerId':'" + token + "'}"))
                .startsWith("400 BadRequestException: Invalid authorizer ID specified.");
        assertThat(aws.put(method, "{'authorizationType':'CUSTOM','authorizerId':'" + token + "'}")
                        .get("authorizerId")
                        .asText())
                .isEqualTo(token);
        assertThat(aws.patch(
                        method,
                        "replace /authorizationType COGNITO_USER_POOLS",
                        "replace /authorizerId " + pool,
                        "add /authorizationScopes orders/read"))
                .isEqualTo(json("{'httpMethod':'GET','authorizationType':'COGNITO_USER_POOLS','authorizerId':'" + pool
                        + "','apiKeyRequired':false,'authorizationScopes':['orders/read']}"));
        assertThat(aws.patch(method, "replace /authorizationType NONE").has("authorizerId"))
                .isFalse();
    }

    @Test
    void anAuthorizerInUseStays() {
        String id = aws.post(all, TOKEN).get("id").asText();
        aws.put(aws.root(api) + "/methods/GET", "{'authorizationType':'CUSTOM','authorizerId':'" + id + "'}");

        assertThat(aws.fails("DELETE", all + '/' + id, ""))
                .isEqualTo("409 ConflictException: Cannot delete authorizer 'auth', is referenced in method: /GET");
        aws.patch(aws.root(api) + "/methods/GET", "replace /authorizationType NONE");
        aws.call(202, "DELETE", all + '/' + id, "");
        assertThat(aws.fails("GET", all + '/' + id, ""))
                .isEqualTo("404 NotFoundException: Invalid Authorizer identifier specified");
    }

    @Test
    void flushingIsPassedOn() {
        String deployable = aws.deployableApi();
        aws.post(deployable + "/deployments", "{'stageName':'dev'}");

        aws.call(202, "DELETE", deployable + "/stages/dev/cache/authorizers", "");

        assertThat(aws.flushed).containsExactly(deployable.substring("/restapis/".length()) + "/dev");
        assertThat(aws.fails("DELETE", deployable + "/stages/nope/cache/authorizers", ""))
                .startsWith("404 NotFoundException: Invalid Stage identifier specified");
    }
}
