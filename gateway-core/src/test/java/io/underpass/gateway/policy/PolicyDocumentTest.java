package io.underpass.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.Arn;
import io.underpass.gateway.policy.PolicyDocument.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What policies say. Single quotes in policies stand for double ones. */
class PolicyDocumentTest {

    private static final String RESOURCE = "arn:aws:execute-api:us-east-1:000000000000:abc/dev/GET/orders/1";

    private final Map<String, String> keys = new HashMap<>(Map.of("aws:sourceip", "203.0.113.7"));
    private Optional<Arn> principal = Optional.empty();

    @Test
    void aDenialOutweighsEveryPermission() {
        String allow = statement("'Effect':'Allow'");
        String deny = statement("'Effect':'Deny'");

        assertThat(judge(allow)).isEqualTo(Verdict.ALLOWED);
        assertThat(judge(allow + ',' + deny)).isEqualTo(Verdict.DENIED);
        assertThat(judge(deny + ',' + allow)).isEqualTo(Verdict.DENIED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'Action':'execute-api:Invoke','Resource':'*' | ALLOWED",
                "'Action':'execute-api:invoke','Resource':'*' | ALLOWED",
                "'Action':['execute-api:*'],'Resource':['*'] | ALLOWED",
                "'Action':'*','Resource':'*' | ALLOWED",
                "'Action':'execute-api:ManageConnections','Resource':'*' | SILENT",
                "'NotAction':'execute-api:ManageConnections','Resource':'*' | ALLOWED",
                "'NotAction':'execute-api:*','Resource':'*' | SILENT",
                "'Action':'*','Resource':'arn:aws:execute-api:us-east-1:000000000000:abc/*' | ALLOWED",
                "'Action':'*','Resource':'arn:aws:execute-api:*:*:abc/dev/GET/*' | ALLOWED",
                "'Action':'*','Resource':'arn:aws:execute-api:*:*:abc/dev/GET/order?/1' | ALLOWED",
                "'Action':'*','Resource':'arn:aws:execute-api:*:*:abc/dev/POST/*' | SILENT",
                "'Action':'*','NotResource':'arn:aws:execute-api:*:*:abc/dev/POST/*' | ALLOWED",
                "'Action':'*','NotResource':'arn:aws:execute-api:*:*:abc/*' | SILENT"
            })
    void actionsAndResourcesAreMatched(String members, Verdict verdict) {
        assertThat(judge("{'Effect':'Allow','Principal':'*'," + members + '}')).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'Principal':'*' | '' | ALLOWED",
                "'Principal':{'AWS':'*'} | '' | ALLOWED",
                "'Principal':{'AWS':'000000000000'} | '' | SILENT",
                "'Principal':{'AWS':'000000000000'} | arn:aws:iam::000000000000:user/a | ALLOWED",
                "'Principal':{'AWS':'arn:aws:iam::000000000000:root'} | arn:aws:iam::000000000000:user/a | ALLOWED",
                "'Principal':{'AWS':'arn:aws:iam::000000000000:root'} | arn:aws:iam::111122223333:user/a | SILENT",
                "'Principal':{'AWS':['arn:aws:iam::000000000000:user/a']} | arn:aws:iam::000000000000:user/a | ALLOWED",
                "'Principal':{'AWS':['arn:aws:iam::000000000000:user/a']} | arn:aws:iam::000000000000:user/b | SILENT",
                "'Principal':{'AWS':'arn:aws:iam::000000000000:role/p/r'} | arn:aws:sts::000000000000:assumed-role/r/s | ALLOWED",
                "'Principal':{'AWS':'arn:aws:iam::000000000000:role/q'} | arn:aws:sts::000000000000:assumed-role/r/s | SILENT",
                "'NotPrincipal':{'AWS':'arn:aws:iam::000000000000:user/a'} | arn:aws:iam::000000000000:user/a | SILENT",
                "'NotPrincipal':{'AWS':'arn:aws:iam::000000000000:user/a'} | arn:aws:iam::000000000000:user/b | ALLOWED",
                "'Principal':{'Service':'apigateway.amazonaws.com'} | '' | SILENT"
            })
    void principalsAreMatched(String members, String caller, Verdict verdict) {
        principal = Arn.parse(caller);

        assertThat(judge("{'Effect':'Allow'," + members + ",'Action':'*','Resource':'*'}"))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'IpAddress':{'aws:SourceIp':'203.0.113.0/24'} | true",
                "'IpAddress':{'aws:SourceIp':['198.51.100.0/24','203.0.113.7']} | true",
                "'IpAddress':{'aws:SourceIp':'203.0.112.0/24'} | false",
                "'IpAddress':{'aws:SourceIp':'203.0.112.0/23'} | true",
                "'IpAddress':{'aws:SourceIp':'0.0.0.0/0'} | true",
                "'IpAddress':{'aws:SourceIp':'2001:db8::/32'} | false",
                "'NotIpAddress':{'aws:SourceIp':['203.0.113.0/24','198.51.100.0/24']} | false",
                "'NotIpAddress':{'aws:SourceIp':'198.51.100.0/24'} | true",
                "'NotIpAddress':{'aws:VpcSourceIp':'198.51.100.0/24'} | true",
                "'IpAddress':{'aws:VpcSourceIp':'0.0.0.0/0'} | false",
                "'IpAddressIfExists':{'aws:VpcSourceIp':'10.0.0.0/8'} | true",
                "'StringEquals':{'aws:SourceVpce':'vpce-1'} | false",
                "'StringNotEquals':{'aws:SourceVpce':'vpce-1'} | true",
                "'StringLike':{'aws:UserAgent':'curl/*'} | true",
                "'StringNotLike':{'aws:UserAgent':'curl/*'} | false",
                "'StringEquals':{'aws:useragent':'curl/8'} | true",
                "'StringEquals':{'aws:UserAgent':'CURL/8'} | false",
                "'StringEqualsIgnoreCase':{'aws:UserAgent':'CURL/8'} | true",
                "'ForAnyValue:StringEquals':{'aws:SourceVpce':'vpce-1'} | false",
                "'ForAllValues:StringEquals':{'aws:SourceVpce':'vpce-1'} | true",
                "'Null':{'aws:SourceVpce':'true'} | true",
                "'Null':{'aws:SourceVpce':false} | false",
                "'Null':{'aws:UserAgent':'false'} | true",
                "'Bool':{'aws:SecureTransport':true} | false",
                "'DateGreaterThan':{'aws:CurrentTime':'2026-01-01T00:00:00Z'} | true",
                "'DateLessThan':{'aws:CurrentTime':'2026-01-01T00:00:00Z'} | false",
                "'NumericLessThanEquals':{'aws:EpochTime':'1772600767'} | true",
                "'NumericGreaterThan':{'aws:EpochTime':1772600767} | false",
                "'NumericNotEquals':{'aws:EpochTime':'1'} | true",
                "'NumericNotEquals':{'aws:UserAgent':'1'} | false",
                "'NumericEquals':{'aws:UserAgent':'1'} | false",
                "'DateNotEquals':{'aws:CurrentTime':'2026-01-01T00:00:00Z'} | true",
                "'DateNotEquals':{'aws:UserAgent':'2026-01-01T00:00:00Z'} | false",
                "'DateNotEqualsIfExists':{'aws:UserAgent':'2026-01-01T00:00:00Z'} | false",
                "'IpAddress':{'aws:SourceIp':'203.0.113.7'},'StringLike':{'aws:UserAgent':'wget*'} | false"
            })
    void conditionsNarrowAStatement(String conditions, boolean holds) {
        keys.put("aws:useragent", "curl/8");
        keys.put("aws:securetransport", "false");
        keys.put("aws:currenttime", "2026-03-04T05:06:07.089Z");
        keys.put("aws:epochtime", "1772600767");

        assertThat(judge("{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*','Condition':{" + conditions
                        + "}}"))
                .isEqualTo(holds ? Verdict.ALLOWED : Verdict.SILENT);
    }

    @ParameterizedTest
    @CsvSource({"2001:db8::1, 2001:db8::/32, true", "2001:db9::1, 2001:db8::/32, false", "name, ::/0, false"})
    void addressesOfVersion6AreMatched(String address, String range, boolean contains) {
        assertThat(IpRange.parse(range).contains(address)).isEqualTo(contains);
    }

    private static String statement(String effect) {
        return "{" + effect + ",'Principal':'*','Action':'execute-api:Invoke','Resource':'*'}";
    }

    private Verdict judge(String statements) {
        String text = ("{'Version':'2012-10-17','Statement':[" + statements + "]}").replace('\'', '"');
        PolicyReading reading = PolicyReader.resourcePolicy(text);
        assertThat(reading).isInstanceOf(PolicyReading.Readable.class);
        return ((PolicyReading.Readable) reading)
                .document()
                .judge(new PolicyRequest(
                        principal, "execute-api:Invoke", RESOURCE, key -> Optional.ofNullable(keys.get(key))));
    }
}
