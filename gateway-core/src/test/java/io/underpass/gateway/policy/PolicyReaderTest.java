package io.underpass.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are policies. Single quotes stand for double ones. */
class PolicyReaderTest {

    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{'Statement':[]}",
                "{'Statement':'x'}",
                "{'Statement':[{'Effect':'Maybe','Principal':'*','Action':'*','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Allow','Action':'*','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Allow','Principal':'me','Action':'*','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Allow','Principal':{'AWS':'me'},'Action':'*','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Allow','Principal':{'Nobody':'*'},'Action':'*','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Allow','Principal':'*','NotPrincipal':'*','Action':'*','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Allow','Principal':'*','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*','NotAction':'*','Resource':'*'}]}",
                "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*','Resource':[]}]}",
                "{'Statement':[{'Effect':'Allow','Principal':'*','Action':{'a':1},'Resource':'*'}]}",
                "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*','Condition':[]}]}",
                "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*',"
                        + "'Condition':{'IpAddress':{'aws:SourceIp':'localhost'}}}]}",
                "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*',"
                        + "'Condition':{'IpAddress':{'aws:SourceIp':'10.0.0.0/33'}}}]}"
            })
    void whatIsNoPolicyIsRefused(String text) {
        assertThat(PolicyReader.resourcePolicy(text.replace('\'', '"'))).isInstanceOf(PolicyReading.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'BinaryEquals':{'aws:UserAgent':'x'} | the condition operator BinaryEquals of policies",
                "'StringSounds':{'aws:UserAgent':'x'} | the condition operator StringSounds of policies",
                "'StringEquals':{'aws:PrincipalOrgID':'o-1'} | the condition key aws:PrincipalOrgID of resource policies",
                "'StringEquals':{'aws:UserAgent':'${aws:username}'} | variables in policies (${aws:username})"
            })
    void whatIsNotEmulatedIsNamed(String condition, String feature) {
        String text = "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*','Condition':{"
                + condition + "}}}";

        assertThat(PolicyReader.resourcePolicy(text.replace('\'', '"')))
                .isEqualTo(new PolicyReading.NotEmulated(feature));
    }

    @Test
    void aCallersOwnPolicyNamesNobody() {
        String text = "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}".replace('\'', '"');

        assertThat(PolicyReader.identityPolicy(text)).isInstanceOf(PolicyReading.Readable.class);
        assertThat(PolicyReader.identityPolicy(text.replace("{\"Effect", "{\"Principal\":\"*\",\"Effect")))
                .isInstanceOf(PolicyReading.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"b\"}", " {\"a\":\"b\"}", "{\\\"a\\\":\\\"b\\\"}", "\"{\\\"a\\\":\\\"b\\\"}\""})
    void policiesComePlainAndEscaped(String given) {
        assertThat(PolicyText.plain(given)).contains("{\"a\":\"b\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "[]", "\"x\"", "12"})
    void otherTextsAreNone(String given) {
        assertThat(PolicyText.plain(given)).isEmpty();
    }

    @Test
    void aPolicyIsShownExpanded() {
        String policy = "{'Statement':[{'Effect':'Allow','Principal':{'AWS':['*']},'Action':'execute-api:Invoke',"
                + "'Resource':['execute-api:/*/GET/x','arn:aws:execute-api:*:*:*']},"
                + "{'Effect':'Deny','Principal':'*','Action':'*','Resource':'execute-api:/dev/*'}]}";

        assertThat(PolicyText.expanded(policy.replace('\'', '"'), SCOPE, "abc").replace('"', '\''))
                .isEqualTo("{'Statement':[{'Effect':'Allow','Principal':{'AWS':'*'},'Action':'execute-api:Invoke',"
                        + "'Resource':['arn:aws:execute-api:us-east-1:000000000000:abc/*/GET/x',"
                        + "'arn:aws:execute-api:*:*:*']},{'Effect':'Deny','Principal':'*','Action':'*','Resource':"
                        + "'arn:aws:execute-api:us-east-1:000000000000:abc/dev/*'}]}");
        assertThat(PolicyText.escaped("{\"a\":\"b\\c\"}")).isEqualTo("{\\\"a\\\":\\\"b\\\\c\\\"}");
    }
}
