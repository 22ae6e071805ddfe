package io.underpass.gateway.control;

import static io.underpass.gateway.control.ControlApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods and their responses over the wire. */
final class MethodsTest {

    private final ControlApi aws = new ControlApi();
    private String root = "";
    private String method = "";

    @BeforeEach
    void createApi() {
        root = aws.root(aws.api("{'name':'a'}"));
        method = root + "/methods/GET";
    }

    @Test
    void c07_theAuthorizationTypeIsUpperCased() {
        assertThat(aws.put(method, "{'authorizationType':'none'}"))
                .isEqualTo(json("{'httpMethod':'GET','authorizationType':'NONE','apiKeyRequired':false}"));
    }

    @Test
    void everyMemberIsKeptAndReturned() {
        String members = """
                {'authorizationType':'AWS_IAM','apiKeyRequired':true,'operationName':'list',
                 'requestParameters':{'method.request.path.proxy':true,'method.request.header.X-A':false},
                 'requestModels':{'application/json':'Empty'},'authorizationScopes':['a']}""";

        assertThat(aws.put(method, members)).isEqualTo(json("""
                {'httpMethod':'GET','authorizationType':'AWS_IAM','apiKeyRequired':true,'operationName':'list',
                 'requestParameters':{'method.request.path.proxy':true,'method.request.header.X-A':false},
                 'requestModels':{'application/json':'Empty'},'authorizationScopes':['a']}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FOO | {'authorizationType':'NONE'} | 400 BadRequestException: Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
                "GET | {} | 400 ValidationException: 1 validation error detected: Value null at 'putMethodInput.authorizationType' failed to satisfy constraint: Member must not be null",
                "GET | {'authorizationType':'CUSTOM'} | 400 BadRequestException: Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
                "GET | {'authorizationType':'COGNITO_USER_POOLS','authorizerId':'abc'} | 400 BadRequestException: Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
                "GET | {'authorizationType':'NONE','requestValidatorId':'abc'} | 400 BadRequestException: Invalid Request Validator identifier specified",
                "GET | {'authorizationType':'NONE','requestModels':{'application/json':'Pet'}} | 400 BadRequestException: Invalid model identifier specified: Pet",
                "GET | {'authorizationType':'NONE','requestParameters':{'method.request.path.a':true,'method.request.header.a':true}} | 400 BadRequestException: Parameter names must be unique across querystring, header and path",
                "GET | {'authorizationType':'NONE','requestParameters':{'path.a':true}} | 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: path.a]",
                "GET | {'authorizationType':true} | 400 SerializationException: class java.lang.Boolean can not be converted to an String",
            })
    void c06_putRefusesInAwsWords(String verb, String body, String error) {
        assertThat(aws.fails("PUT", root + "/methods/" + verb, body)).isEqualTo(error);
        assertThat(aws.get(root).has("resourceMethods")).isFalse();
    }

    @Test
    void aSecondPutIsAConflict() {
        aws.put(method, "{'authorizationType':'NONE'}");
        assertThat(aws.fails("PUT", method, "{'authorizationType':'AWS_IAM'}"))
                .isEqualTo("409 ConflictException: Method already exists for this resource");
    }

    @Test
    void c13_deletingTwiceFailsTheSecondTime() {
        aws.put(method, "{'authorizationType':'NONE'}");
        assertThat(aws.call(204, "DELETE", method, "").isMissingNode()).isTrue();
        assertThat(aws.fails("DELETE", method, ""))
                .isEqualTo("404 NotFoundException: Invalid Method identifier specified");
    }

    @Test
    void getNestsResponsesAndIntegration() {
        aws.put(method, "{'authorizationType':'NONE'}");
        aws.put(method + "/responses/200", "{'responseModels':{'application/json':'Empty'}}");
        aws.put(method + "/integration", "{'type':'MOCK'}");
        aws.put(method + "/integration/responses/200", "{}");

        assertThat(aws.get(method)).isEqualTo(json("""
                {'httpMethod':'GET','authorizationType':'NONE','apiKeyRequired':false,
                 'methodResponses':{'200':{'statusCode':'200','responseModels':{'application/json':'Empty'}}},
                 'methodIntegration':{'type':'MOCK','passthroughBehavior':'WHEN_NO_MATCH','timeoutInMillis':29000,
                   'cacheNamespace':'x000000001','cacheKeyParameters':[],
                   'integrationResponses':{'200':{'statusCode':'200'}}}}"""));
    }

    @Test
    void updatePatchesEveryMemberAndKeepsTheRest() {
        aws.put(method, "{'authorizationType':'NONE','requestParameters':{'method.request.path.a':true}}");
        aws.put(method + "/responses/200", "{}");

        assertThat(aws.patch(
                        method,
                        "replace /authorizationType aws_iam",
                        "replace /apiKeyRequired true",
                        "replace /operationName op",
                        "add /requestParameters/method.request.header.b false",
                        "remove /requestParameters/method.request.path.a",
                        "add /requestModels/application~1json Error",
                        "add /authorizationScopes s1",
                        "add /authorizationScopes s2",
                        "remove /authorizationScopes s1"))
                .isEqualTo(json("""
                {'httpMethod':'GET','authorizationType':'AWS_IAM','apiKeyRequired':true,'operationName':'op',
                 'requestParameters':{'method.request.header.b':false},'requestModels':{'application/json':'Error'},
                 'authorizationScopes':['s2'],'methodResponses':{'200':{'statusCode':'200'}}}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "replace /authorizationType CUSTOM | 400 BadRequestException: Invalid authorizer ID specified.",
                "replace /requestValidatorId abc | 400 BadRequestException: Invalid Request Validator identifier specified",
                "add /requestModels/application~1json Pet | 400 BadRequestException: Invalid model identifier specified: Pet",
                "replace /httpMethod PUT | 400 BadRequestException: Invalid patch path /httpMethod",
                "add /operationName x | 400 BadRequestException: Invalid patch operation specified. Must be one of: [replace]",
                "remove /requestModels/application~1xml | 404 NotFoundException: Content-Type specified was not found",
                "remove /requestParameters/method.request.path.zzz | 404 NotFoundException: Invalid parameter name specified",
            })
    void updateRefusesInAwsWords(String operation, String error) {
        aws.put(method, "{'authorizationType':'NONE'}");
        assertThat(aws.patchFails(method, operation)).startsWith(error);
    }

    @Test
    void whatIsNotTrueIsFalse() {
        aws.put(method, "{'authorizationType':'NONE','apiKeyRequired':true}");
        assertThat(aws.patch(method, "replace /apiKeyRequired yes")
                        .get("apiKeyRequired")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void responsesArePutOnceReadAndDeleted() {
        aws.put(method, "{'authorizationType':'NONE'}");
        String response = method + "/responses/200";
        String members =
                "{'responseParameters':{'method.response.header.X':true},'responseModels':{'text/plain':'Error'}}";

        assertThat(aws.put(response, members))
                .isEqualTo(json("{'statusCode':'200'," + members.substring(1).strip()));
        assertThat(aws.fails("PUT", response, "{}"))
                .isEqualTo("409 ConflictException: Response already exists for this resource");
        aws.get(response);
        aws.call(204, "DELETE", response, "");
        assertThat(aws.fails("GET", response, ""))
                .isEqualTo("404 NotFoundException: Invalid Response status code specified");
    }

    @Test
    void c31_updatingAMethodResponseAnswers201() {
        aws.put(method, "{'authorizationType':'NONE'}");
        aws.put(method + "/responses/200", "{}");

        assertThat(
                        aws.call(
                                201,
                                "PATCH",
                                method + "/responses/200",
                                "{'patchOperations':[{'op':'add','path':'/responseParameters/method.response.header.X','value':'true'}]}"))
                .isEqualTo(json("{'statusCode':'200','responseParameters':{'method.response.header.X':true}}"));
    }

    @Test
    void aStatusCodeHasThreeDigits() {
        aws.put(method, "{'authorizationType':'NONE'}");
        assertThat(aws.fails("PUT", method + "/responses/600", "{}"))
                .isEqualTo("400 ValidationException: 1 validation error detected: Value '600' at 'statusCode' failed to"
                        + " satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d");
        assertThat(aws.fails("PUT", method + "/responses/200", "{'responseParameters':{'header.X':true}}"))
                .contains("Invalid mapping expression parameter specified: header.X");
    }
}
