package io.underpass.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ClientCertificatesTest {

    private final ControlApi aws = new ControlApi();

    @Test
    void aCertificateIsGeneratedAndItsKeyKept() {
        JsonNode created = aws.post("/clientcertificates", "{'description':'for orders'}");
        String id = created.get("clientCertificateId").asText();

        assertThat(id).hasSize(6);
        assertThat(created.get("pemEncodedCertificate").asText()).isEqualTo("CERTIFICATE");
        assertThat(created.get("expirationDate").asLong()
                        - created.get("createdDate").asLong())
                .isEqualTo(365L * 24 * 3600);
        assertThat(created.toString()).doesNotContain("KEY");
        assertThat(aws.get("/clientcertificates/" + id)).isEqualTo(created);
        assertThat(aws.get("/clientcertificates").get("item")).containsExactly(created);
        assertThat(aws.patch("/clientcertificates/" + id, "replace /description other")
                        .get("description")
                        .asText())
                .isEqualTo("other");
        aws.call(202, "DELETE", "/clientcertificates/" + id, "");
        assertThat(aws.fails("GET", "/clientcertificates/" + id, ""))
                .isEqualTo("404 NotFoundException: Invalid Client Certificate identifier specified");
    }

    @Test
    void aStageUsesOneThatIsThere() {
        String api = aws.deployableApi();
        aws.post(api + "/deployments", "{'stageName':'test'}");
        String id =
                aws.post("/clientcertificates", "{}").get("clientCertificateId").asText();
        String stage = api + "/stages/test";

        assertThat(aws.patch(stage, "replace /clientCertificateId " + id)
                        .get("clientCertificateId")
                        .asText())
                .isEqualTo(id);
        assertThat(aws.patchFails(stage, "replace /clientCertificateId abcdef"))
                .isEqualTo("404 NotFoundException: Invalid Client Certificate identifier specified");
        assertThat(aws.fails("DELETE", "/clientcertificates/" + id, "")).contains("is used by the stage test");
        assertThat(aws.patch(stage, "replace /clientCertificateId ").has("clientCertificateId"))
                .isFalse();
        aws.call(202, "DELETE", "/clientcertificates/" + id, "");
    }
}
