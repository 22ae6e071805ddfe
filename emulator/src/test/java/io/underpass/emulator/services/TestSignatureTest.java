package io.underpass.emulator.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.Scope;
import io.underpass.wire.FieldList;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestSignatureTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    /** The signature was made by botocore, the AWS SDK for Python. */
    @Test
    void signsAsTheSdkDoes() {
        assertThat(signed("000000000000").get("Authorization"))
                .isEqualTo(
                        "AWS4-HMAC-SHA256 Credential=test/20260304/eu-west-1/lambda/aws4_request,"
                                + " SignedHeaders=host;x-amz-date, Signature=feaf9f509799b9962b9d440d2d62d91c0d728cd80f09b1c1c2b9de8e717bf620");
        assertThat(signed("000000000000").get("X-Amz-Date")).isEqualTo("20260304T050607Z");
    }

    @Test
    void anotherAccountIsTheAccessKey() {
        assertThat(signed("123456789012").get("Authorization")).contains("Credential=123456789012/20260304/");
    }

    private static FieldList signed(String account) {
        FieldList headers = new FieldList().append("Host", "localhost:9001");
        TestSignature.sign(
                headers,
                "POST",
                "/2015-03-31/functions/orders/invocations",
                "Qualifier=live",
                TestSignature.hash("{\"a\":1}".getBytes(StandardCharsets.UTF_8)),
                new Scope(account, "eu-west-1"),
                "lambda",
                NOW);
        return headers;
    }
}
