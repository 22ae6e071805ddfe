package io.underpass.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.Arn;
import io.underpass.aws.sigv4.SigV4Verifier.Beginning;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Requests signed by AWS's own signer, and what else clients send. */
class SigV4VerifierTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final String HOST = "https://abc.execute-api.us-east-1.amazonaws.com";
    private static final AccessKeys KEYS = AccessKeys.of(List.of(
            AccessKey.ofUser("test", "test", "000000000000"),
            new AccessKey(
                    "ASIAROLE",
                    "secret+/",
                    Arn.parse("arn:aws:sts::000000000000:assumed-role/reader/me")
                            .orElseThrow())));

    private Instant now = NOW;
    private final SigV4Verifier verifier = new SigV4Verifier(KEYS, () -> now);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev",
                "/dev/",
                "/dev/orders/42?page=2&sort=asc",
                "/dev/a%20b/c%2Fd?x=%20&x=%2B&x=a&y",
                "/dev/test%2Balias@gmail.com/plus/test+alias@gmail.com",
                "/dev/a//b/../c/./d",
                "/dev/%E2%82%AC?%C3%A4=%E2%82%AC",
                "/dev/~-_.x?Z=1&a=2&A=3",
                "/dev/x?eq=a%3Db&empty="
            })
    void theSdksHeaderSignaturesHold(String target) {
        assertThat(verdict(signed(target, "", "test", "test"), "")).isEmpty();
    }

    @Test
    void aBodyIsSigned() {
        SdkHttpRequest request = signed("/dev/orders", "{\"a\":1}", "test", "test");

        assertThat(verdict(request, "{\"a\":1}")).isEmpty();
        assertThat(verdict(request, "{\"a\":2}")).map(Refusal::kind).contains(Refusal.Kind.INVALID);
    }

    @Test
    void anUnsignedBodyIsNotLookedAt() {
        SdkHttpRequest request = sign(
                "/dev/orders",
                "{\"a\":1}",
                "test",
                "test",
                builder -> builder.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false));

        assertThat(request.firstMatchingHeader("x-amz-content-sha256")).contains("UNSIGNED-PAYLOAD");
        assertThat(verdict(request, "{\"a\":2}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/orders", "/dev/a%20b?x=1&X-Y=%2F"})
    void presignedRequestsHoldUntilTheyExpire(String target) {
        SdkHttpRequest request = presigned(target, Duration.ofMinutes(20));

        assertThat(verdict(request, "")).isEmpty();
        now = NOW.plus(Duration.ofMinutes(20));
        assertThat(verdict(request, "")).isEmpty();
        now = NOW.plus(Duration.ofMinutes(20)).plusSeconds(1);
        assertThat(verdict(request, ""))
                .map(Refusal::message)
                .contains("Signature expired: 20260304T052607Z is now earlier than 20260304T052608Z");
    }

    @Test
    void aPresignedRequestWithAnotherParameterIsAnother() {
        SdkHttpRequest request = presigned("/dev/orders?a=1", Duration.ofMinutes(1)).toBuilder()
                .putRawQueryParameter("a", "2")
                .build();

        assertThat(verdict(request, "")).map(Refusal::kind).contains(Refusal.Kind.INVALID);
    }

    @Test
    void temporaryKeysComeWithAToken() {
        SdkHttpRequest request = sign(
                "/dev/x", "", AwsSessionCredentialsIdentity.create("ASIAROLE", "secret+/", "token=="), builder -> {});

        assertThat(verdict(request, "")).isEmpty();
        assertThat(verdict(signed("/dev/x", "", "ASIAROLE", "secret+/"), ""))
                .contains(new Refusal(
                        Refusal.Kind.UNRECOGNIZED_CLIENT,
                        "The security token included in the request is invalid.",
                        "the temporary key ASIAROLE came without its session token"));
    }

    @Test
    void aKeysOwnTokenIsCompared() {
        AccessKey key = AccessKeys.parse(
                "ASIAOWN=secret=arn:aws:sts::000000000000:assumed-role/reader/me=IQoJ/b+3==", "000000000000");
        SigV4Verifier own = new SigV4Verifier(AccessKeys.of(List.of(key)), () -> now);

        assertThat(verdict(own, withToken("ASIAOWN", "IQoJ/b+3=="), "")).isEmpty();
        assertThat(verdict(own, withToken("ASIAOWN", "IQoJ/b+3="), ""))
                .contains(new Refusal(
                        Refusal.Kind.UNRECOGNIZED_CLIENT,
                        "The security token included in the request is invalid.",
                        "the key ASIAOWN came with another session token than its own"));
    }

    private static SdkHttpRequest withToken(String id, String token) {
        return sign("/dev/x", "", AwsSessionCredentialsIdentity.create(id, "secret", token), builder -> {});
    }

    @Test
    void whatIsToldPeopleHoldsNoSecret() {
        SdkHttpRequest request =
                sign("/dev/x", "", AwsSessionCredentialsIdentity.create("ASIAROLE", "wrong", "t0ken=="), builder -> {});

        assertThat(verdict(request, "").orElseThrow().detail())
                .contains("\\nx-amz-security-token:***\\n")
                .doesNotContain("t0ken", "secret+/");
    }

    @Test
    void anUnknownKeyIsAnInvalidToken() {
        assertThat(verdict(signed("/dev/x", "", "AKIDNOBODY", "test"), ""))
                .map(Refusal::message)
                .contains("The security token included in the request is invalid.");
    }

    @Test
    void aWrongSecretDoesNotMatch() {
        assertThat(verdict(signed("/dev/x", "", "test", "tset"), ""))
                .map(Refusal::message)
                .contains("The request signature we calculated does not match the signature you provided. Check your"
                        + " AWS Secret Access Key and signing method. Consult the service documentation for details.");
    }

    @Test
    void aSignatureHoldsForFiveMinutesBothWays() {
        SdkHttpRequest request = signed("/dev/x", "", "test", "test");

        now = NOW.plus(Duration.ofMinutes(5));
        assertThat(verdict(request, "")).isEmpty();
        now = NOW.minus(Duration.ofMinutes(5));
        assertThat(verdict(request, "")).isEmpty();
        now = NOW.plus(Duration.ofMinutes(5)).plusSeconds(1);
        assertThat(verdict(request, ""))
                .map(Refusal::message)
                .contains("Signature expired: 20260304T050607Z is now earlier than 20260304T050608Z"
                        + " (20260304T051108Z - 5 min.)");
        now = NOW.minus(Duration.ofMinutes(5)).minusSeconds(1);
        assertThat(verdict(request, ""))
                .map(Refusal::message)
                .contains("Signature not yet current: 20260304T050607Z is still later than 20260304T050606Z"
                        + " (20260304T050106Z + 5 min.)");
    }

    @Test
    void theScopeMustBeTheApis() {
        SdkHttpRequest request = sign(
                "/dev/x",
                "",
                "test",
                "test",
                builder -> builder.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1"));

        assertThat(verdict(request, ""))
                .map(Refusal::message)
                .contains("Credential should be scoped to a valid region, not 'eu-west-1'. "
                        + "Credential should be scoped to correct service: 'execute-api'. ");
    }

    @Test
    void anUnsignedRequestMissesItsToken() {
        assertThat(verdict(Map.of("Host", "x"), "/dev/x"))
                .contains(new Refusal(Refusal.Kind.MISSING, "Missing Authentication Token", ""));
    }

    @Test
    void aBearerTokenIsNoSignature() {
        Refusal refusal = verdict(Map.of("Host", "x", "Authorization", "Bearer abc"), "/dev/x")
                .orElseThrow();

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INCOMPLETE);
        assertThat(refusal.message())
                .startsWith("Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256"
                        + " and encoded with Base64): '");
    }

    @Test
    void aPresignedRequestWithPartsMissingNamesThem() {
        assertThat(verdict(Map.of("Host", "x"), "/dev/x?X-Amz-Signature=00&X-Amz-Algorithm=AWS4-HMAC-SHA256"))
                .map(Refusal::message)
                .contains(
                        "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must"
                                + " include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'."
                                + " Re-examine the query-string parameters.");
    }

    @Test
    void theHostMustBeSigned() {
        assertThat(verdict(
                        Map.of(
                                "Host",
                                "x",
                                "X-Amz-Date",
                                "20260304T050607Z",
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=test/20260304/us-east-1/execute-api/aws4_request, "
                                        + "SignedHeaders=x-amz-date, Signature=00"),
                        "/dev/x"))
                .map(Refusal::message)
                .contains("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }

    @Test
    void awssOwnExampleHolds() {
        // "get-vanilla" of AWS's test suite for Signature Version 4.
        now = Instant.parse("2015-08-30T12:36:00Z");
        SigV4Verifier example = new SigV4Verifier(
                AccessKeys.of(List.of(
                        AccessKey.ofUser("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "000000000000"))),
                () -> now);
        SignedRequest request = request(
                Map.of(
                        "Host",
                        "example.amazonaws.com",
                        "X-Amz-Date",
                        "20150830T123600Z",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                                + " SignedHeaders=host;x-amz-date,"
                                + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                "/");

        Beginning beginning = example.begin(request, "us-east-1", "service");
        assertThat(example.finish((Beginning.Begun) beginning, Digests.EMPTY)).isEmpty();
    }

    @Test
    void aSecretIsNeverPrinted() {
        assertThat(AccessKeys.parse("id=geheim", "000000000000").toString()).doesNotContain("geheim");
    }

    private Optional<Refusal> verdict(SdkHttpRequest signed, String body) {
        return verdict(verifier, signed, body);
    }

    private static Optional<Refusal> verdict(SigV4Verifier verifier, SdkHttpRequest signed, String body) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signed.forEachHeader((name, values) -> fields.put(name, values.get(0)));
        String query = signed.encodedQueryParameters().map(text -> '?' + text).orElse("");
        return verdict(verifier, request(signed.method().name(), fields, signed.encodedPath() + query), body);
    }

    private Optional<Refusal> verdict(Map<String, String> fields, String target) {
        return verdict(verifier, request(fields, target), "");
    }

    private static Optional<Refusal> verdict(SigV4Verifier verifier, SignedRequest request, String body) {
        Beginning beginning = verifier.begin(request, "us-east-1", "execute-api");
        if (beginning instanceof Beginning.Failed failed) {
            return Optional.of(failed.refusal());
        }
        String hash = Digests.sha256Hex(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
        return verifier.finish((Beginning.Begun) beginning, hash);
    }

    private static SignedRequest request(Map<String, String> fields, String target) {
        return request("GET", fields, target);
    }

    private static SignedRequest request(String method, Map<String, String> fields, String target) {
        Map<String, String> lowerCase = new TreeMap<>();
        fields.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        String[] parts = target.split("\\?", 2);
        return new SignedRequest(
                method,
                parts[0],
                parts.length > 1 ? parts[1] : "",
                name -> Optional.ofNullable(lowerCase.get(name.toLowerCase(Locale.ROOT)))
                        .map(List::of)
                        .orElse(List.of()));
    }

    private static SdkHttpRequest signed(String target, String body, String id, String secret) {
        return sign(target, body, id, secret, builder -> {});
    }

    private static SdkHttpRequest presigned(String target, Duration expires) {
        return sign(
                target,
                "",
                "test",
                "test",
                builder -> builder.putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, expires));
    }

    private static SdkHttpRequest sign(
            String target,
            String body,
            String id,
            String secret,
            Consumer<SignRequest.Builder<AwsCredentialsIdentity>> settings) {
        return sign(target, body, AwsCredentialsIdentity.create(id, secret), settings);
    }

    private static SdkHttpRequest sign(
            String target,
            String body,
            AwsCredentialsIdentity identity,
            Consumer<SignRequest.Builder<AwsCredentialsIdentity>> settings) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(body.isEmpty() ? SdkHttpMethod.GET : SdkHttpMethod.POST)
                .uri(URI.create(HOST + target))
                .build();
        return AwsV4HttpSigner.create()
                .sign(builder -> {
                    builder.identity(identity)
                            .request(request)
                            .payload(body.isEmpty() ? null : ContentStreamProvider.fromUtf8String(body))
                            .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                            .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                            .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
                    settings.accept(builder);
                })
                .request();
    }
}
