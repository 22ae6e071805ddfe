package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {

    private final Elb elb = new Elb();
    private String listener = "";

    @BeforeEach
    void create() {
        listener = elb.listener(elb.loadBalancer("orders"), 80);
    }

    /** The parameters of a rule; those given are relative to {@code Conditions.member.}. */
    private String[] rule(String... conditions) {
        List<String> parameters = new ArrayList<>(List.of(
                "ListenerArn=" + listener,
                "Priority=1",
                "Actions.member.1.Type=fixed-response",
                "Actions.member.1.FixedResponseConfig.StatusCode=200"));
        for (String condition : conditions) {
            parameters.add("Conditions.member." + condition);
        }
        return parameters.toArray(String[]::new);
    }

    private Xml accepted(String... conditions) {
        return elb.ok("CreateRule", rule(conditions)).child("Rules/member/Conditions");
    }

    private String refused(String... conditions) {
        return elb.error("CreateRule", rule(conditions));
    }

    private static String path(String value) {
        return "1.PathPatternConfig.Values.member.1=" + value;
    }

    @Test
    void allSixFieldsComeBackAsGiven() {
        Xml conditions = accepted(
                "1.Field=path-pattern",
                "1.PathPatternConfig.Values.member.1=/a/*",
                "2.Field=host-header",
                "2.Values.member.1=a.example.com",
                "3.Field=http-header",
                "3.HttpHeaderConfig.HttpHeaderName=X-Env",
                "3.HttpHeaderConfig.Values.member.1=prod",
                "4.Field=http-request-method",
                "4.HttpRequestMethodConfig.Values.member.1=GET",
                "5.Field=query-string",
                "5.QueryStringConfig.Values.member.1.Key=version",
                "5.QueryStringConfig.Values.member.1.Value=v1");
        List<Xml> all = conditions.all("member");
        assertThat(all.get(0).members()).containsExactly("Field", "Values", "PathPatternConfig");
        assertThat(all.get(1).members()).containsExactly("Field", "Values", "HostHeaderConfig");
        assertThat(all.get(1).text("HostHeaderConfig/Values/member")).isEqualTo("a.example.com");
        assertThat(all.get(2).child("HttpHeaderConfig").members()).containsExactly("HttpHeaderName", "Values");
        assertThat(all.get(3).text("HttpRequestMethodConfig/Values/member")).isEqualTo("GET");
        assertThat(all.get(4).child("QueryStringConfig/Values/member").members())
                .containsExactly("Key", "Value");
    }

    @Test
    void sourceAddressesAreBlocks() {
        Xml conditions = accepted(
                "1.Field=source-ip",
                "1.SourceIpConfig.Values.member.1=10.0.0.0/8",
                "1.SourceIpConfig.Values.member.2=2001:db8::/32");
        assertThat(conditions.texts("member/SourceIpConfig/Values/member"))
                .containsExactly("10.0.0.0/8", "2001:db8::/32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "255.255.255.255/32",
                "10.0.0.1",
                "10.0.0.0/33",
                "10.0.0/8",
                "2001:db8::/129",
                "2001::db8::/32",
                "example.com/8",
                "10.0.0.0/"
            })
    void r26_otherSourceAddressesAreRefused(String block) {
        assertThat(refused("1.Field=source-ip", "1.SourceIpConfig.Values.member.1=" + block))
                .startsWith("400 ValidationError: The 'source-ip' value '" + block + "'");
    }

    @Test
    void r21_regularExpressionsComeBackAsGiven() {
        Xml conditions = accepted(
                "1.Field=path-pattern",
                "1.PathPatternConfig.RegexValues.member.1=^/v[0-9]+/.*$",
                "1.PathPatternConfig.RegexValues.member.2=^/legacy$",
                "2.Field=host-header",
                "2.RegexValues.member.1=^(a|b)\\.example\\.com$",
                "3.Field=http-header",
                "3.HttpHeaderConfig.HttpHeaderName=User-Agent",
                "3.HttpHeaderConfig.RegexValues.member.1=.+Chrome.+");
        List<Xml> all = conditions.all("member");
        assertThat(all.get(0).members()).containsExactly("Field", "RegexValues", "PathPatternConfig");
        assertThat(all.get(0).texts("PathPatternConfig/RegexValues/member"))
                .containsExactly("^/v[0-9]+/.*$", "^/legacy$");
        assertThat(all.get(1).text("HostHeaderConfig/RegexValues/member")).isEqualTo("^(a|b)\\.example\\.com$");
        assertThat(all.get(2).child("HttpHeaderConfig").members()).containsExactly("HttpHeaderName", "RegexValues");
        assertThat(elb.ok("DescribeRules", "ListenerArn=" + listener)
                        .texts("Rules/member/Conditions/member/PathPatternConfig/RegexValues/member"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^/(?=x)",
                "(?<!a)b",
                "(a)\\1",
                "(?>a)b",
                "a++",
                "(?R)",
                "\\p{L}",
                "\\pN",
                "(",
                "[a",
                "*",
                "((a{100}){100}){100}",
                "(?:(?:x{1000}){1000}){1000}",
                "(a{1000}b{1000}){2}"
            })
    void r22_whatTheEngineDoesNotTakeIsRefused(String regex) {
        assertThat(refused("1.Field=path-pattern", "1.PathPatternConfig.RegexValues.member.1=" + regex))
                .startsWith(
                        "400 ValidationError: The condition value '" + regex + "' is not a valid regular expression: ");
    }

    @Test
    void regularExpressionsHaveTheirPlaceAndLimits() {
        String tooLong = "a".repeat(129);
        assertThat(refused("1.Field=path-pattern", "1.RegexValues.member.1=" + tooLong))
                .endsWith("The 'path-pattern' value is too long; the limit is '128'");
        assertThat(refused("1.Field=query-string", "1.RegexValues.member.1=a"))
                .endsWith("The 'RegexValues' field is not compatible with 'query-string'");
        assertThat(refused("1.Field=host-header", "1.RegexValues.member.1=a", "1.Values.member.1=a.com"))
                .endsWith("You cannot provide both Values and RegexValues for a condition of type 'host-header'");
        assertThat(refused(
                        "1.Field=host-header", "1.RegexValues.member.1=a", "1.HostHeaderConfig.RegexValues.member.1=a"))
                .startsWith("400 ValidationError: You cannot provide both RegexValues and");
        assertThat(refused("1.Field=path-pattern", "1.PathPatternConfig.RegexValues.member.1="))
                .startsWith("400 ValidationError");
        String[] six = new String[7];
        six[0] = "1.Field=path-pattern";
        for (int i = 1; i <= 6; i++) {
            six[i] = "1.PathPatternConfig.RegexValues.member." + i + "=^/" + i + "*";
        }
        assertThat(refused(six)).isEqualTo("400 ValidationError: A rule can only have '5' condition values");
    }

    @Test
    void r23_aRuleHasFiveConditionValues() {
        String[] six = new String[7];
        six[0] = "1.Field=path-pattern";
        for (int i = 1; i <= 6; i++) {
            six[i] = "1.PathPatternConfig.Values.member." + i + "=/" + i;
        }
        assertThat(refused(six)).isEqualTo("400 ValidationError: A rule can only have '5' condition values");
        assertThat(refused(
                        "1.Field=path-pattern",
                        "1.PathPatternConfig.Values.member.1=/*/*/*",
                        "1.PathPatternConfig.Values.member.2=/?/?/?"))
                .isEqualTo("400 ValidationError: A rule can only have '5' condition wildcards");
    }

    @Test
    void escapedWildcardsAreNone() {
        accepted(
                "1.Field=query-string",
                "1.QueryStringConfig.Values.member.1.Value=\\*\\*\\*\\*\\*\\*",
                "2.Field=path-pattern",
                "2.Values.member.1=/*/*/*/*/*");
    }

    @Test
    void r25_aRuleHasOneConditionOnThePath() {
        assertThat(refused(
                        "1.Field=path-pattern", "1.Values.member.1=/a", "2.Field=path-pattern", "2.Values.member.1=/b"))
                .isEqualTo("400 ValidationError: A rule can only have one 'path-pattern' condition");
    }

    @Test
    void aRuleHasSeveralConditionsOnHeadersAndQuery() {
        accepted(
                "1.Field=http-header",
                "1.HttpHeaderConfig.HttpHeaderName=A",
                "1.HttpHeaderConfig.Values.member.1=1",
                "2.Field=http-header",
                "2.HttpHeaderConfig.HttpHeaderName=B",
                "2.HttpHeaderConfig.Values.member.1=2",
                "3.Field=query-string",
                "3.QueryStringConfig.Values.member.1.Value=x",
                "4.Field=query-string",
                "4.QueryStringConfig.Values.member.1.Value=y");
    }

    @Test
    void fieldsAreCheckedInAwsWords() {
        assertThat(refused("1.Values.member.1=/a")).endsWith("ValidationError: A condition field must be specified");
        assertThat(refused("1.Field=colour"))
                .endsWith("Condition field 'colour' must be one of"
                        + " '[path-pattern,host-header,http-header,http-request-method,query-string,source-ip]'");
        assertThat(refused("1.Field=path-pattern")).endsWith("A condition value must be specified");
        assertThat(refused("1.Field=http-header", "1.Values.member.1=a"))
                .endsWith("The 'Values' field is not compatible with 'http-header'");
        assertThat(refused("1.Field=host-header", path("/a")))
                .endsWith("The 'PathPatternConfig' field is not compatible with 'host-header'");
        assertThat(refused("1.Field=path-pattern", path("/a"), "1.Values.member.1=/a"))
                .endsWith("You cannot provide both Values and 'PathPatternConfig' for a condition of type"
                        + " 'path-pattern'");
        assertThat(refused("1.Field=path-pattern", "1.Values.member.1=/a", "1.Values.member.2=/b"))
                .endsWith("The 'path-pattern' field contains too many values; the limit is '1'");
        assertThat(refused("1.Field=source-ip")).endsWith("A 'SourceIpConfig' must be specified with 'source-ip'");
        assertThat(refused("1.Field=query-string", "1.QueryStringConfig.Values.member.1.Key=a"))
                .endsWith("A 'Value' must be specified in 'QueryStringKeyValuePair'");
        assertThat(refused("1.Field=query-string", "1.QueryStringConfig.Values.member.1.Value="))
                .endsWith("A 'Value' must be specified in 'QueryStringKeyValuePair'");
        assertThat(elb.error(
                        "CreateRule",
                        "ListenerArn=" + listener,
                        "Priority=1",
                        "Conditions=",
                        "Actions.member.1.Type=forward"))
                .endsWith("A condition must be specified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "*.example.com", "a-b.c?.com", "*.com"})
    void hostsAreAccepted(String host) {
        accepted("1.Field=host-header", "1.Values.member.1=" + host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "*", "10.0.0.1", "example.*", "example.com:80", "a_b.com", "example."})
    void hostsAreRefused(String host) {
        assertThat(refused("1.Field=host-header", "1.Values.member.1=" + host))
                .startsWith("400 ValidationError: Condition value '" + host + "' ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a(b|c)", "/ä", "^/a$\\d", "/a%20b"})
    void pathsAreRefused(String path) {
        assertThat(refused("1.Field=path-pattern", path(path)))
                .isEqualTo(
                        "400 ValidationError: Condition value '" + path + "' contains a character that is not valid");
    }

    @Test
    void everyCharacterOfPathsIsAccepted() {
        accepted("1.Field=path-pattern", path("/aZ09_-.$/~\"'@:+&*?"));
    }

    @Test
    void lengthsAreLimited() {
        String tooLong = "/" + "a".repeat(128);
        assertThat(refused("1.Field=path-pattern", path(tooLong)))
                .endsWith("The 'path-pattern' value is too long; the limit is '128'");
        assertThat(refused(
                        "1.Field=http-header",
                        "1.HttpHeaderConfig.HttpHeaderName=" + "a".repeat(41),
                        "1.HttpHeaderConfig.Values.member.1=a"))
                .endsWith("The 'HttpHeaderName' value is too long; the limit is '40'");
        assertThat(refused(
                        "1.Field=http-request-method", "1.HttpRequestMethodConfig.Values.member.1=" + "A".repeat(41)))
                .endsWith("The 'http-request-method' value is too long; the limit is '40'");
    }

    @Test
    void methodsAreWrittenInCapitals() {
        accepted("1.Field=http-request-method", "1.HttpRequestMethodConfig.Values.member.1=MY-METHOD_");
        assertThat(refused("1.Field=http-request-method", "1.HttpRequestMethodConfig.Values.member.1=get"))
                .endsWith("The 'http-request-method' value is invalid; the allowed characters are A-Z, hyphen and"
                        + " underscore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "HOST", "a b", "a:b", ""})
    void headerNamesAreRefused(String name) {
        assertThat(refused(
                        "1.Field=http-header",
                        "1.HttpHeaderConfig.HttpHeaderName=" + name,
                        "1.HttpHeaderConfig.Values.member.1=a"))
                .startsWith("400 ValidationError");
    }
}
