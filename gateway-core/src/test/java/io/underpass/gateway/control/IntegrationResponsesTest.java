package io.underpass.gateway.control;

import static io.underpass.gateway.control.ControlApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Integration responses over the wire. */
final class IntegrationResponsesTest {

    private final ControlApi aws = new ControlApi();
    private String method = "";
    private String response = "";

    @BeforeEach
    void createIntegration() {
        method = aws.root(aws.api("{'name':'a'}")) + "/methods/GET";
        response = method + "/integration/responses/200";
        aws.put(method, "{'authorizationType':'NONE'}");
        aws.put(method + "/responses/200", "{'responseParameters':{'method.response.header.X':false}}");
    }

    @Test
    void anIntegrationMustBeThereFirst() {
        assertThat(aws.fails("PUT", response, "{}"))
                .isEqualTo("404 NotFoundException: Invalid Integration identifier specified");
    }

    @Test
    void everyMemberIsKeptAndReturned() {
        aws.put(method + "/integration", "{'type':'MOCK'}");
        String members = """
                'selectionPattern':'4\\\\d{2}','responseParameters':{'method.response.header.X':'integration.response.header.Y'},
                'responseTemplates':{'application/json':'x'},'contentHandling':'CONVERT_TO_TEXT'""";

        assertThat(aws.put(response, "{" + members + "}")).isEqualTo(json("{'statusCode':'200'," + members + "}"));
        assertThat(aws.get(response)).isEqualTo(json("{'statusCode':'200'," + members + "}"));
        assertThat(aws.put(response, "{'responseTemplates':{}}"))
                .isEqualTo(json("{'statusCode':'200','responseTemplates':{}}"));
        assertThat(aws.put(response, "{}")).isEqualTo(json("{'statusCode':'200'}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {'responseTemplates':{'123':''}} | 400 BadRequestException: Validation Result: warnings : [], errors : [Invalid content type specified: 123]",
                "200 | {'responseParameters':{'method.response.header.X':'true'}} | 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: true]",
                "200 | {'responseParameters':{'method.response.header.Z':'context.stage'}} | 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.response.header.Z]",
                "404 | {'responseParameters':{'method.response.header.X':'context.stage'}} | 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [No method response exists for method.]",
                "200 | {'selectionPattern':'('} | 400 BadRequestException: Invalid selection pattern specified: (",
                "20 | {} | 400 ValidationException: 1 validation error detected: Value '20' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
            })
    void putRefusesInAwsWords(String status, String body, String error) {
        aws.put(method + "/integration", "{'type':'MOCK'}");
        assertThat(aws.fails("PUT", method + "/integration/responses/" + status, body))
                .isEqualTo(error);
    }

    @Test
    void updateAndDelete() {
        aws.put(method + "/integration", "{'type':'MOCK'}");
        aws.put(response, "{'selectionPattern':'x'}");

        assertThat(aws.patch(
                        response,
                        "replace /selectionPattern 5..",
                        "add /responseTemplates/text~1plain hello",
                        "add /responseParameters/method.response.header.X context.stage"))
                .isEqualTo(json("""
                {'statusCode':'200','selectionPattern':'5..',
                 'responseParameters':{'method.response.header.X':'context.stage'},
                 'responseTemplates':{'text/plain':'hello'}}"""));
        aws.call(204, "DELETE", response, "");
        assertThat(aws.fails("GET", response, ""))
                .isEqualTo("404 NotFoundException: Invalid Response status code specified");
    }
}
