package io.underpass.gateway.control;

import static io.underpass.gateway.control.ControlApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.gateway.VpcLinks.LinkVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Integrations over the wire. */
final class IntegrationsTest {

    private static final String ALB =
            "arn:aws:elasticloadbalancing:us-east-2:111122223333:loadbalancer/app/name/0123456789abcdef";
    private static final String HTTP = "'type':'HTTP_PROXY','httpMethod':'GET','uri':'http://example.com/a'";

    private final ControlApi aws = new ControlApi();
    private String api = "";
    private String integration = "";

    @BeforeEach
    void createMethod() {
        api = aws.api("{'name':'a'}");
        String method = aws.root(api) + "/methods/GET";
        aws.put(method, "{'authorizationType':'NONE','requestParameters':{'method.request.path.proxy':true}}");
        integration = method + "/integration";
        aws.links.versions.put("bbb111", LinkVersion.V2);
        aws.links.versions.put("old111", LinkVersion.V1);
    }

    @Test
    void v06_aPrivateIntegrationIsEchoedWhole() {
        String given = """
                'type':'HTTP_PROXY','httpMethod':'GET','uri':'https://example.com:443/path/{proxy}?q=${stageVariables.q}',
                'connectionType':'VPC_LINK','connectionId':'bbb111','credentials':'arn:aws:iam::1:role/r',
                'requestParameters':{'integration.request.path.proxy':'method.request.path.proxy',
                  'integration.request.header.X':'\\u0027fixed\\u0027'},
                'requestTemplates':{'application/json':'{}'},'contentHandling':'CONVERT_TO_TEXT',
                'tlsConfig':{'insecureSkipVerification':true},'responseTransferMode':'STREAM',
                'integrationTarget':'%s','cacheKeyParameters':['method.request.path.proxy']""".formatted(ALB);

        JsonNode put = aws.put(integration, "{" + given + "}");

        assertThat(put.toString()).isEqualTo("""
                {"type":"HTTP_PROXY","httpMethod":"GET",\
                "uri":"https://example.com:443/path/{proxy}?q=${stageVariables.q}",\
                "connectionType":"VPC_LINK","connectionId":"bbb111","credentials":"arn:aws:iam::1:role/r",\
                "requestParameters":{"integration.request.path.proxy":"method.request.path.proxy",\
                "integration.request.header.X":"'fixed'"},\
                "requestTemplates":{"application/json":"{}"},\
                "passthroughBehavior":"WHEN_NO_MATCH","contentHandling":"CONVERT_TO_TEXT","timeoutInMillis":29000,\
                "cacheNamespace":"x000000001","cacheKeyParameters":["method.request.path.proxy"],\
                "tlsConfig":{"insecureSkipVerification":true},"responseTransferMode":"STREAM",\
                "integrationTarget":"%s"}""".formatted(ALB));
        assertThat(aws.get(integration)).isEqualTo(put);
    }

    @Test
    void publicHttpGetsAwsDefaults() {
        assertThat(aws.put(integration, "{" + HTTP + "}")).isEqualTo(json("""
                {'type':'HTTP_PROXY','httpMethod':'GET','uri':'http://example.com/a','connectionType':'INTERNET',
                 'passthroughBehavior':'WHEN_NO_MATCH','timeoutInMillis':29000,'cacheNamespace':'x000000001',
                 'cacheKeyParameters':[]}"""));
    }

    @Test
    void aFunctionsIntegrationIsEchoedAsOnAws() {
        String uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                + "arn:aws:lambda:us-east-1:000000000000:function:${stageVariables.fn}/invocations";
        assertThat(aws.put(
                        integration,
                        "{'type':'AWS_PROXY','httpMethod':'POST','uri':'" + uri
                                + "','credentials':'arn:aws:iam::*:user/*'}"))
                .isEqualTo(json("{'type':'AWS_PROXY','httpMethod':'POST','uri':'" + uri
                        + "','credentials':'arn:aws:iam::*:user/*','passthroughBehavior':'WHEN_NO_MATCH',"
                        + "'timeoutInMillis':29000,'cacheNamespace':'x000000001','cacheKeyParameters':[]}"));
    }

    @Test
    void c12_mockShowsNoConnectionType() {
        assertThat(aws.put(integration, "{'type':'MOCK'}").has("connectionType"))
                .isFalse();
    }

    @Test
    void v04_aVersion2LinkNeedsATarget() {
        String error = "400 BadRequestException: IntegrationTarget is required for VpcLinkV2 bbb111";
        String link = ",'connectionType':'VPC_LINK','connectionId':";
        assertThat(aws.fails("PUT", integration, "{" + HTTP + link + "'bbb111'}"))
                .isEqualTo(error);

        aws.put(integration, "{" + HTTP + link + "'bbb111','integrationTarget':'" + ALB + "'}");
        assertThat(aws.patchFails(integration, "replace /integrationTarget")).isEqualTo(error);
        aws.put(integration, "{" + HTTP + link + "'old111'}");
        assertThat(aws.patchFails(integration, "replace /connectionId bbb111")).isEqualTo(error);
        aws.patch(integration, "replace /connectionId bbb111", "replace /integrationTarget " + ALB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"old111", "nobody", "${stageVariables.link}"})
    void otherLinksNeedNone(String link) {
        assertThat(aws.put(integration, "{" + HTTP + ",'connectionType':'VPC_LINK','connectionId':'" + link + "'}")
                        .get("connectionId")
                        .asText())
                .isEqualTo(link);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type':'HTTPS_PROXY' | 400 ValidationException: 1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
                "'type':'HTTP','uri':'http://a' | 400 BadRequestException: Enumeration value for HttpMethod must be non-empty",
                "'type':'HTTP','httpMethod':'GET','uri':'not-a-url' | 400 BadRequestException: Invalid HTTP endpoint specified for URI",
                "'type':'HTTP','httpMethod':'GET' | 400 BadRequestException: Invalid HTTP endpoint specified for URI",
                "'type':'AWS','httpMethod':'POST','uri':'http://a' | 400 BadRequestException: Invalid ARN specified in the request",
                "'type':'AWS','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:lambda:functions' | 400 BadRequestException: AWS ARN for integration must contain path or action",
                "'type':'AWS','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:sqs:path/000000000000/q' | 400 BadRequestException: Role ARN must be specified for AWS integrations",
                "'type':'HTTP','httpMethod':'GET','uri':'http://a','credentials':'NONE' | 400 BadRequestException: Invalid ARN specified in the request",
                "'type':'AWS_PROXY','httpMethod':'POST','uri':'arn:aws:lambda:us-east-1:000000000000:function:orders' | 400 BadRequestException: Invalid ARN specified in the request",
                "'type':'AWS_PROXY','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:s3:path/b' | 400 BadRequestException: Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
                "'type':'MOCK','connectionType':'VPC_LINK','connectionId':'old111' | 400 BadRequestException: Connection type VPC_LINK is only supported for HTTP and HTTP_PROXY integrations",
                "'type':'HTTP','httpMethod':'GET','uri':'http://a','connectionType':'VPC_LINK' | 400 BadRequestException: ConnectionId is required for connection type VPC_LINK",
                "'type':'HTTP','httpMethod':'GET','uri':'http://a','connectionType':'VPC_LINK','connectionId':'x${stageVariables.l}' | 400 BadRequestException: Invalid ConnectionId specified: x${stageVariables.l}",
                "'type':'HTTP','httpMethod':'GET','uri':'http://a','responseTransferMode':'STREAM' | 400 BadRequestException: Response transfer mode STREAM is only supported for HTTP_PROXY and AWS_PROXY integrations",
                "'type':'MOCK','tlsConfig':{} | 400 BadRequestException: TlsConfig is only supported for HTTP and HTTP_PROXY integrations",
                "'type':'MOCK','passthroughBehavior':'SOMETIMES' | 400 BadRequestException: Invalid passthrough behavior specified: SOMETIMES. Valid options are WHEN_NO_MATCH,WHEN_NO_TEMPLATES,NEVER",
                "'type':'MOCK','requestTemplates':{'123':''} | 400 BadRequestException: Validation Result: warnings : [], errors : [Invalid content type specified: 123]",
                "'type':'MOCK','requestParameters':{'integration.request.header.a':'true'} | 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: true]",
                "'type':'MOCK','requestParameters':{'header.a':'context.stage'} | 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: header.a]",
                "'type':'MOCK','requestParameters':{'integration.request.header.a':'method.request.header.b'} | 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.request.header.b]",
                "'type':'MOCK','requestParameters':{'integration.request.header.a':true} | 400 SerializationException: class java.lang.Boolean can not be converted to an String",
                "'type':'MOCK','cacheKeyParameters':['nonsense'] | 400 BadRequestException: Invalid cache key parameter specified: nonsense",
                "'type':'MOCK','integrationTarget':'arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/a/b' | 400 BadRequestException: Invalid IntegrationTarget specified: arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/a/b. It must be the ARN of an Application Load Balancer or a Network Load Balancer, or of a listener of one",
                "'type':'MOCK','targetz':'x' | 400 BadRequestException: Unknown member 'targetz' in PutIntegration; it takes",
            })
    void c10_putRefusesInAwsWords(String members, String error) {
        assertThat(aws.fails("PUT", integration, "{" + members + "}")).startsWith(error);
        assertThat(aws.fails("GET", integration, ""))
                .isEqualTo("404 NotFoundException: Invalid Integration identifier specified");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'fixed'",
                "''",
                "context.identity.sourceIp",
                "stageVariables.x",
                "method.request.path.proxy",
                "method.request.multivalueheader.h",
                "method.request.body",
                "method.request.body.$.a[0].b"
            })
    void mappingSourcesThatAwsTakes(String source) {
        aws.patch(
                integration.substring(0, integration.lastIndexOf('/')),
                "add /requestParameters/method.request.header.h false");
        aws.put(integration, "{'type':'MOCK'}");
        String parameter = "integration.request.querystring.x";
        assertThat(aws.patch(integration, "add /requestParameters/" + parameter + " " + source)
                        .get("requestParameters")
                        .get(parameter)
                        .asText())
                .isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({
        "EDGE, BUFFERED, 29000",
        "REGIONAL, BUFFERED, 300000",
        "PRIVATE, BUFFERED, 300000",
        "EDGE, STREAM, 900000"
    })
    void timeoutsHaveLimits(String type, String mode, int max) {
        String path =
                aws.root(aws.api("{'name':'b','endpointConfiguration':{'types':['" + type + "']}}")) + "/methods/GET";
        aws.put(path, "{'authorizationType':'NONE'}");
        String put = "{" + HTTP + ",'responseTransferMode':'" + mode + "','timeoutInMillis':";
        String error = "400 BadRequestException: Timeout should be between 50 ms and " + max + " ms";

        assertThat(aws.fails("PUT", path + "/integration", put + "49}")).isEqualTo(error);
        assertThat(aws.fails("PUT", path + "/integration", put + (max + 1) + "}"))
                .isEqualTo(error);
        aws.put(path + "/integration", put + max + "}");
        aws.patch(path + "/integration", "replace /timeoutInMillis 50");
        assertThat(aws.patchFails(path + "/integration", "replace /timeoutInMillis 49"))
                .isEqualTo(error);
    }

    @Test
    void updatePatchesEveryMember() {
        aws.put(integration, "{" + HTTP + ",'requestTemplates':{'text/plain':'x'}}");
        aws.put(integration.replace("/integration", "/responses/200"), "{}");
        aws.put(integration + "/responses/200", "{}");

        JsonNode updated = aws.patch(
                integration,
                "replace /uri http://${stageVariables.host}/b",
                "replace /httpMethod ANY",
                "replace /connectionType VPC_LINK",
                "replace /connectionId bbb111",
                "replace /integrationTarget " + ALB,
                "replace /responseTransferMode BUFFERED",
                "replace /credentials arn:aws:iam::1:role/r",
                "replace /passthroughBehavior NEVER",
                "replace /contentHandling CONVERT_TO_TEXT",
                "replace /cacheNamespace ns",
                "replace /timeoutInMillis 1000",
                "replace /tlsConfig/insecureSkipVerification true",
                "add /requestParameters/integration.request.header.a-b 'x'",
                "add /requestTemplates/application~1json {}",
                "remove /requestTemplates/text~1plain",
                "add /cacheKeyParameters/method.request.path.proxy");

        assertThat(updated.toString()).isEqualTo("""
                {"type":"HTTP_PROXY","httpMethod":"ANY","uri":"http://${stageVariables.host}/b",\
                "connectionType":"VPC_LINK","connectionId":"bbb111","credentials":"arn:aws:iam::1:role/r",\
                "requestParameters":{"integration.request.header.a-b":"'x'"},"requestTemplates":{"application/json":"{}"},\
                "passthroughBehavior":"NEVER","contentHandling":"CONVERT_TO_TEXT","timeoutInMillis":1000,\
                "cacheNamespace":"ns","cacheKeyParameters":["method.request.path.proxy"],\
                "tlsConfig":{"insecureSkipVerification":true},"responseTransferMode":"BUFFERED",\
                "integrationTarget":"%s",\
                "integrationResponses":{"200":{"statusCode":"200"}}}""".formatted(ALB));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "replace /type MOCK | 400 BadRequestException: Invalid patch path  '/type' specified for op 'replace'. Must be one of: [/uri, ",
                "add /uri http://a | 400 BadRequestException: Invalid patch path  '/uri' specified for op 'add'. Please choose supported operations",
                "replace /uri nonsense | 400 BadRequestException: Invalid HTTP endpoint specified for URI",
                "replace /timeoutInMillis soon | 400 BadRequestException: Invalid patch value  'soon'",
                "remove /requestParameters/integration.request.header.a | 404 NotFoundException: Invalid parameter name specified",
                "replace /connectionType VPC | 400 BadRequestException: Invalid connection type specified: VPC",
            })
    void updateRefusesInAwsWords(String operation, String error) {
        aws.put(integration, "{" + HTTP + "}");
        JsonNode before = aws.get(integration);
        assertThat(aws.patchFails(integration, operation)).startsWith(error);
        assertThat(aws.get(integration)).isEqualTo(before);
    }

    @Test
    void aMockHasNoVerbToPatch() {
        aws.put(integration, "{'type':'MOCK'}");
        assertThat(aws.patchFails(integration, "replace /httpMethod GET"))
                .isEqualTo("400 BadRequestException: Invalid patch path /httpMethod");
    }

    @Test
    void putReplacesAndDeleteRemoves() {
        aws.put(integration, "{" + HTTP + "}");
        aws.put(integration + "/responses/200", "{}");

        assertThat(aws.put(integration, "{'type':'MOCK'}").has("integrationResponses"))
                .isFalse();
        assertThat(aws.get(integration).has("uri")).isFalse();
        aws.call(204, "DELETE", integration, "");
        assertThat(aws.fails("DELETE", integration, ""))
                .isEqualTo("404 NotFoundException: Invalid Integration identifier specified");
        assertThat(aws.fails("PUT", integration.replace("GET", "PUT"), "{'type':'MOCK'}"))
                .isEqualTo("404 NotFoundException: Invalid Method identifier specified");
    }
}
