package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.emulator.tls.TlsSettings;
import io.underpass.wire.EventLoops;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.TestTls;
import io.underpass.wire.WholeResponse;
import io.underpass.wire.certificate.Pem;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.TlsConfig;

/** Integrations that call an https server without a VPC link. Its certificate is for localhost alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureOriginTest {

    private static final TestTls BELIEVED = TestTls.create();
    private static final TestTls UNKNOWN = TestTls.create();

    private final EventLoops loops = EventLoops.of(1);
    private RunningEmulator emulator;
    private AwsClients aws;
    private HttpListener believed;
    private HttpListener unknown;
    private String apiId;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        believed = origin(BELIEVED);
        unknown = origin(UNKNOWN);
        Path authorities = Files.writeString(
                directory.resolve("ca.pem"), Pem.of(List.of(BELIEVED.authority().certificate())));
        emulator = new RunningEmulator(settings ->
                settings.tls(new TlsSettings(Optional.empty(), Optional.empty(), Optional.of(authorities))));
        aws = new AwsClients(emulator.endpoint());
        TutorialSteps steps = new TutorialSteps(aws);
        apiId = steps.restApi("secure");
        proxy(steps.resource(apiId, "/believed"), uri("localhost", believed), false);
        proxy(steps.resource(apiId, "/other-name"), uri("127.0.0.1", believed), false);
        proxy(steps.resource(apiId, "/other-name-skipped"), uri("127.0.0.1", believed), true);
        proxy(steps.resource(apiId, "/unknown"), uri("localhost", unknown), false);
        proxy(steps.resource(apiId, "/unknown-skipped"), uri("localhost", unknown), true);
        steps.deploy(apiId);
    }

    @AfterAll
    void stop() {
        aws.close();
        emulator.close();
        believed.close();
        unknown.close();
        loops.close();
    }

    @Test
    void aServerWhoseAuthorityIsBelievedAnswers() {
        HttpResponse<String> answer = get("/believed");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(get("/believed").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("V15 A certificate for another host is a configuration error, INTERNET")
    void theHostMustMatch() {
        assertInternalError(get("/other-name"));
    }

    @Test
    @DisplayName("V16 insecureSkipVerification does not skip the host, INTERNET")
    void theHostMustMatchEvenIfTheAuthorityDoesNotMatter() {
        assertInternalError(get("/other-name-skipped"));
    }

    @Test
    @DisplayName("V17 insecureSkipVerification takes a certificate of an unknown authority, INTERNET")
    void theAuthorityNeedNotBeKnown() {
        assertThat(get("/unknown-skipped").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = get("/unknown");
        assertThat(refused.statusCode()).isEqualTo(504);
        assertThat(refused.body()).isEqualTo("{\"message\": \"Network error communicating with endpoint\"}");
    }

    private static void assertInternalError(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).hasValue("InternalServerErrorException");
    }

    private HttpResponse<String> get(String path) {
        return Invocation.USER_REQUEST_PATH.get(emulator.endpoint(), apiId, TutorialSteps.STAGE, path);
    }

    private HttpListener origin(TestTls tls) throws Exception {
        return HttpListener.bind(
                loops,
                new InetSocketAddress("127.0.0.1", 0),
                exchange -> WholeResponse.of(HttpResponseStatus.OK, "text/plain", "hello")
                        .sendTo(exchange),
                (exchange, completion) -> {},
                ListenerSettings.defaults()
                        .withIdentities((name, local) -> CompletableFuture.completedFuture(tls.server("localhost"))));
    }

    private static String uri(String host, HttpListener origin) {
        return "https://" + host + ":" + origin.address().getPort() + "/";
    }

    private void proxy(String resourceId, String uri, boolean insecureSkipVerification) {
        aws.apis.putMethod(method ->
                method.restApiId(apiId).resourceId(resourceId).httpMethod("GET").authorizationType("NONE"));
        aws.apis.putIntegration(put -> put.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("GET")
                .type(IntegrationType.HTTP_PROXY)
                .integrationHttpMethod("GET")
                .tlsConfig(TlsConfig.builder()
                        .insecureSkipVerification(insecureSkipVerification)
                        .build())
                .uri(uri));
    }
}
