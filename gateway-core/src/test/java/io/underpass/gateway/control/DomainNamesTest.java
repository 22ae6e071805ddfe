package io.underpass.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNamesTest {

    private static final String DOMAIN = "/domainnames/api.example.com";

    private final ControlApi aws = new ControlApi();
    private String apiId;

    @BeforeEach
    void deploy() {
        String api = aws.deployableApi();
        aws.post(api + "/deployments", "{'stageName':'test'}");
        apiId = api.substring("/restapis/".length());
    }

    @Test
    void aRegionalNameIsAnsweredAsOnAws() {
        JsonNode created = aws.post(
                "/domainnames",
                "{'domainName':'API.example.com','regionalCertificateArn':'arn:aws:acm:x','endpointConfiguration':"
                        + "{'types':['REGIONAL']},'tags':{'a':'b'}}");

        assertThat(created.get("domainName").asText()).isEqualTo("api.example.com");
        assertThat(created.get("regionalDomainName").asText())
                .matches("d-[a-z0-9]{10}\\.execute-api\\.us-east-1\\.amazonaws\\.com");
        assertThat(created.get("regionalCertificateArn").asText()).isEqualTo("arn:aws:acm:x");
        assertThat(created.get("domainNameStatus").asText()).isEqualTo("AVAILABLE");
        assertThat(created.get("securityPolicy").asText()).isEqualTo("TLS_1_2");
        assertThat(created.has("distributionDomainName")).isFalse();
        assertThat(aws.get(DOMAIN)).isEqualTo(created);
        assertThat(aws.get("/domainnames").get("item")).containsExactly(created);
    }

    @Test
    void keysAreNeverTold() {
        aws.post(
                "/domainnames",
                "{'domainName':'api.example.com','certificateBody':'CERT','certificatePrivateKey':'SECRET'}");
        assertThat(aws.get(DOMAIN).toString()).doesNotContain("SECRET").doesNotContain("CERT'");
        assertThat(aws.control
                        .state()
                        .domainName("api.example.com")
                        .orElseThrow()
                        .certificate())
                .hasValueSatisfying(given -> assertThat(given.privateKey()).isEqualTo("SECRET"));
    }

    @Test
    void aNameIsTakenOnce() {
        aws.post("/domainnames", "{'domainName':'api.example.com'}");
        assertThat(aws.fails("POST", "/domainnames", "{'domainName':'api.example.com'}"))
                .isEqualTo("400 BadRequestException: The domain name you provided already exists.");
        assertThat(aws.fails("GET", "/domainnames/other.example.com", ""))
                .isEqualTo("404 NotFoundException: Invalid domain name identifier specified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "a..b", "-a.example.com", "a.example.com/x", "*.*.example.com", ""})
    void whatIsNoNameIsRefused(String name) {
        assertThat(aws.fails("POST", "/domainnames", "{'domainName':'" + name + "'}"))
                .startsWith("400 BadRequestException: Invalid domain name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'endpointConfiguration':{'types':['PRIVATE']}|private custom domain names",
                "'routingMode':'ROUTING_RULE_ONLY'|routing rules of custom domain names",
                "'endpointAccessMode':'STRICT'|endpointAccessMode STRICT of custom domain names",
                "'policy':'{}'|resource policies of custom domain names"
            })
    void whatIsNotEmulatedIsSaid(String both) {
        String[] parts = both.split("\\|");
        assertThat(aws.fails("POST", "/domainnames", "{'domainName':'api.example.com'," + parts[0] + "}"))
                .contains(parts[1]);
    }

    @Test
    void settingsArePatched() {
        aws.post("/domainnames", "{'domainName':'api.example.com'}");
        JsonNode patched = aws.patch(
                DOMAIN,
                "replace /securityPolicy TLS_1_0",
                "replace /mutualTlsAuthentication/truststoreUri s3://bucket/ca.pem",
                "replace /endpointConfiguration/types/EDGE REGIONAL");
        assertThat(patched.get("securityPolicy").asText()).isEqualTo("TLS_1_0");
        assertThat(patched.at("/mutualTlsAuthentication/truststoreUri").asText())
                .isEqualTo("s3://bucket/ca.pem");
        assertThat(patched.at("/endpointConfiguration/types/0").asText()).isEqualTo("REGIONAL");
        JsonNode off = aws.patch(DOMAIN, "replace /mutualTlsAuthentication/truststoreUri ");
        assertThat(off.has("mutualTlsAuthentication")).isFalse();
        assertThat(aws.patchFails(DOMAIN, "replace /domainName x.example.com")).contains("Invalid patch path");
    }

    @Test
    void mappingsAreKeptByTheirPaths() {
        aws.post("/domainnames", "{'domainName':'api.example.com'}");
        JsonNode root = aws.post(DOMAIN + "/basepathmappings", "{'restApiId':'" + apiId + "','stage':'test'}");
        assertThat(root).isEqualTo(ControlApi.json("{'basePath':'(none)','restApiId':'" + apiId + "','stage':'test'}"));
        aws.post(DOMAIN + "/basepathmappings", "{'basePath':'orders','restApiId':'" + apiId + "'}");
        assertThat(aws.get(DOMAIN + "/basepathmappings").get("item")).hasSize(2);
        assertThat(aws.get(DOMAIN + "/basepathmappings/(none)")).isEqualTo(root);
        assertThat(aws.fails("POST", DOMAIN + "/basepathmappings", "{'basePath':'orders','restApiId':'" + apiId + "'}"))
                .isEqualTo("409 ConflictException: Base path already exists for this domain name");
        JsonNode moved =
                aws.patch(DOMAIN + "/basepathmappings/orders", "replace /basePath shop", "replace /stage test");
        assertThat(moved).isEqualTo(ControlApi.json("{'basePath':'shop','restApiId':'" + apiId + "','stage':'test'}"));
        aws.call(202, "DELETE", DOMAIN + "/basepathmappings/shop", "");
        assertThat(aws.fails("GET", DOMAIN + "/basepathmappings/shop", ""))
                .isEqualTo("404 NotFoundException: Invalid base path mapping identifier specified");
    }

    @Test
    void mappingsLeadToWhatIsThere() {
        aws.post("/domainnames", "{'domainName':'api.example.com'}");
        String all = DOMAIN + "/basepathmappings";
        assertThat(aws.fails("POST", all, "{'restApiId':'nothere123'}"))
                .isEqualTo("400 BadRequestException: Invalid REST API identifier specified");
        assertThat(aws.fails("POST", all, "{'restApiId':'" + apiId + "','stage':'prod'}"))
                .isEqualTo("400 BadRequestException: Invalid stage identifier specified");
        assertThat(aws.fails("POST", all, "{'restApiId':'" + apiId + "','basePath':'a/b'}"))
                .isEqualTo(
                        "400 BadRequestException: API Gateway V1 doesn't support the slash character (/) in base path"
                                + " mappings. To create a multi-level base path mapping, use API Gateway V2.");
        aws.post(all, "{'restApiId':'" + apiId + "'}");
        assertThat(aws.fails("DELETE", "/restapis/" + apiId, ""))
                .isEqualTo("400 BadRequestException: Please remove all base path mappings related to the API in your"
                        + " account before deleting the API.");
        aws.call(202, "DELETE", DOMAIN, "");
        aws.call(202, "DELETE", "/restapis/" + apiId, "");
    }
}
