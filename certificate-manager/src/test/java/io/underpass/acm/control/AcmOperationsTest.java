package io.underpass.acm.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.underpass.acm.CertificateIssuer;
import io.underpass.acm.model.CertificateState;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.RandomIds;
import io.underpass.aws.Scope;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.restjson.JsonTargetService;
import io.underpass.aws.state.StateJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AcmOperationsTest {

    private static final Scope SCOPE = new Scope("123456789012", "eu-west-1");
    private static final JsonMapper MAPPER = new JsonMapper();

    /** For api.example.com and what is below, on an elliptic curve; nobody has its key any more. */
    private static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIIB3zCCAYagAwIBAgIUHO6qV3t/fpmXjFEIhLodn02P33wwCgYIKoZIzj0EAwIw
            LDEQMA4GA1UECgwHRXhhbXBsZTEYMBYGA1UEAwwPYXBpLmV4YW1wbGUuY29tMCAX
            DTI2MTEyMzEyMjYxNVoYDzIxMjYxMDMwMTIyNjE1WjAsMRAwDgYDVQQKDAdFeGFt
            cGxlMRgwFgYDVQQDDA9hcGkuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjO
            PQMBBwNCAARI2ZZ/ubGtJgf3MDd5DIdYG5UE+jjMOe3xkUnwK+EzyaZ5l6m0EoID
            Ug7fkXE63RH+nOoy+PpTW9595dXMJ3wTo4GDMIGAMB0GA1UdDgQWBBQIkbcXzhcD
            2Gfmd6d3JiN1ApUNrzAfBgNVHSMEGDAWgBQIkbcXzhcD2Gfmd6d3JiN1ApUNrzAP
            BgNVHRMBAf8EBTADAQH/MC0GA1UdEQQmMCSCD2FwaS5leGFtcGxlLmNvbYIRKi5h
            cGkuZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDRwAwRAIgeZLx2NU00fFcRurtCC3Z
            b6HN5v/HmnRh9Wjuz4s4q0UCIGCa/DmVrYyD9yn81O6I9TEFti4FOLhwLpCFpn+7
            JMvv
            -----END CERTIFICATE-----
            """;

    private final ControlState<CertificateState, CertificateState> control =
            ControlState.uncompiled(CertificateState.EMPTY);

    private final List<String> issued = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    private final CertificateIssuer issuer = new CertificateIssuer() {
        @Override
        public Issued issue(List<String> names, String keyAlgorithm) {
            issued.add(keyAlgorithm + ' ' + names);
            return new Issued(PEM, "", "key");
        }

        @Override
        public Optional<String> problem(Issued imported) {
            return imported.privateKey().equals("key") ? Optional.empty() : Optional.of("The key is no key.");
        }
    };

    private final JsonTargetService<CertificateState> service = new JsonTargetService<>(
            "acm",
            AcmOperations.TARGET,
            control,
            AcmOperations.operations(issuer, arn -> used.contains(arn) ? List.of("a load balancer") : List.of()),
            AcmOperations.unemulated(),
            new RandomIds(new Random(42)),
            () -> Instant.parse("2026-03-01T12:00:00.500Z"));

    private AwsResponse call(String operation, String json) {
        return service.handle(new AwsRequest(
                "POST",
                "/",
                Map.of(),
                Map.of("x-amz-target", "CertificateManager." + operation),
                json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                SCOPE,
                "request-1"));
    }

    private JsonNode ok(String operation, String json) {
        AwsResponse answer = call(operation, json);
        assertThat(answer.status()).as(text(answer)).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/x-amz-json-1.1");
        return tree(answer);
    }

    private String error(String operation, String json) {
        AwsResponse answer = call(operation, json);
        JsonNode body = tree(answer);
        return answer.status() + " " + body.path("__type").asText() + ": "
                + body.path("message").asText();
    }

    private static String text(AwsResponse answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode tree(AwsResponse answer) {
        try {
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String imported() {
        return ok("ImportCertificate", "{'Certificate':'" + base64(PEM) + "','PrivateKey':'" + base64("key") + "'}")
                .path("CertificateArn")
                .asText();
    }

    private static String one(String arn) {
        return "{'CertificateArn':'" + arn + "'}";
    }

    @Test
    void whatIsRequestedIsIssuedAtOnceAndOnceForEachToken() {
        String request = "{'DomainName':'API.example.com','SubjectAlternativeNames':['b.example.com'],"
                + "'ValidationMethod':'DNS','IdempotencyToken':'abc','KeyAlgorithm':'EC_prime256v1'}";
        String arn = ok("RequestCertificate", request).path("CertificateArn").asText();
        assertThat(arn).matches("arn:aws:acm:eu-west-1:123456789012:certificate/[0-9a-f-]{36}");
        assertThat(ok("RequestCertificate", request).path("CertificateArn").asText())
                .isEqualTo(arn);
        assertThat(issued).containsExactly("EC_prime256v1 [api.example.com, b.example.com]");
        JsonNode described = ok("DescribeCertificate", one(arn)).path("Certificate");
        assertThat(described.path("Status").asText()).isEqualTo("ISSUED");
        assertThat(described.path("Type").asText()).isEqualTo("AMAZON_ISSUED");
        assertThat(described.path("CreatedAt").asDouble()).isEqualTo(1772366400.5);
        assertThat(described.path("DomainValidationOptions")).hasSize(2).allSatisfy(option -> {
            assertThat(option.path("ValidationStatus").asText()).isEqualTo("SUCCESS");
            assertThat(option.path("ResourceRecord").path("Type").asText()).isEqualTo("CNAME");
        });
    }

    @Test
    void whatIsImportedIsReadAndCanBeImportedAgain() {
        String arn = imported();
        JsonNode described = ok("DescribeCertificate", one(arn)).path("Certificate");
        assertThat(described.path("DomainName").asText()).isEqualTo("api.example.com");
        assertThat(described.path("SubjectAlternativeNames").get(1).asText()).isEqualTo("*.api.example.com");
        assertThat(described.path("KeyAlgorithm").asText()).isEqualTo("EC_prime256v1");
        assertThat(described.path("Serial").asText()).matches("([0-9a-f]{2}:)+[0-9a-f]{2}");
        assertThat(described.path("ImportedAt").isNumber()).isTrue();
        String again = "{'CertificateArn':'" + arn + "','Certificate':'" + base64(PEM) + "','PrivateKey':'"
                + base64("key") + "'}";
        assertThat(ok("ImportCertificate", again).path("CertificateArn").asText())
                .isEqualTo(arn);
        assertThat(ok("GetCertificate", one(arn)).path("Certificate").asText()).isEqualTo(PEM);
        assertThat(error("ImportCertificate", again.replace(base64("key"), base64("no"))))
                .isEqualTo("400 ValidationException: The key is no key.");
    }

    @Test
    void listsShowRsaKeysUnlessOthersAreAskedFor() {
        String arn = imported();
        assertThat(ok("ListCertificates", "{}").path("CertificateSummaryList")).isEmpty();
        JsonNode listed = ok("ListCertificates", "{'Includes':{'keyTypes':['EC_prime256v1']}}")
                .path("CertificateSummaryList");
        assertThat(listed).singleElement().satisfies(each -> {
            assertThat(each.path("CertificateArn").asText()).isEqualTo(arn);
            assertThat(each.path("InUse").asBoolean()).isFalse();
        });
    }

    @Test
    void whatIsInUseStays() {
        String arn = imported();
        used.add(arn);
        assertThat(error("DeleteCertificate", one(arn))).startsWith("400 ResourceInUseException");
        used.clear();
        ok("DeleteCertificate", one(arn));
        assertThat(error("DescribeCertificate", one(arn))).startsWith("400 ResourceNotFoundException");
        assertThat(error("DescribeCertificate", one("x"))).isEqualTo("400 InvalidArnException: Invalid ARN: x");
    }

    @Test
    void tagsComeAndGo() {
        String arn = imported();
        String tags = "{'CertificateArn':'" + arn + "','Tags':[{'Key':'a','Value':'1'},{'Key':'b'}]}";
        ok("AddTagsToCertificate", tags);
        assertThat(ok("ListTagsForCertificate", one(arn)).path("Tags")).hasSize(2);
        ok("RemoveTagsFromCertificate", tags.replace("'1'", "'2'"));
        assertThat(ok("ListTagsForCertificate", one(arn)).path("Tags"))
                .singleElement()
                .hasToString("{\"Key\":\"a\",\"Value\":\"1\"}");
    }

    @Test
    void otherOperationsAreRefusedByName() {
        assertThat(error("RenewCertificate", "{}"))
                .isEqualTo("501 NotImplementedException: Underpass does not emulate acm RenewCertificate yet.");
        assertThat(error("Nothing", "{}")).startsWith("400 UnknownOperationException");
        assertThat(error("RequestCertificate", "{'DomainName':'a b'}")).startsWith("400 ValidationException");
    }

    @Test
    void theStateIsWrittenAndReadAgain() {
        ok("RequestCertificate", "{'DomainName':'a.example.com','Tags':[{'Key':'k','Value':'v'}]}");
        imported();
        CertificateState state = control.state();
        assertThat(StateJson.read(StateJson.text(state), CertificateState.class))
                .isEqualTo(state);
    }
}
