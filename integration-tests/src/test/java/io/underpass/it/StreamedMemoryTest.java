package io.underpass.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.ResponseTransferMode;

/** A target that writes as fast as it can, and a client that does not read: what is between them does not grow. */
class StreamedMemoryTest {

    private static final int MEGABYTE = 1024 * 1024;

    /** The buffers of four sockets and what the gateway takes at once; far below what the target would write. */
    private static final long BUFFERS_BYTES = 24L * MEGABYTE;

    private static final Duration CALM = Duration.ofSeconds(2);

    @Test
    void aSlowClientHoldsUpAFastTarget() throws IOException {
        AtomicLong written = new AtomicLong();
        try (ServerSocket origin = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningEmulator emulator = new RunningEmulator();
                AwsClients aws = new AwsClients(emulator.endpoint());
                Socket client = new Socket()) {
            Thread writer = new Thread(() -> write(origin, written));
            writer.setDaemon(true);
            writer.start();
            String apiId = streamingApi(aws, "http://127.0.0.1:" + origin.getLocalPort() + "/");
            client.setReceiveBufferSize(64 * 1024);
            client.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), emulator.endpoint().getPort()));
            client.getOutputStream()
                    .write(("GET /restapis/" + apiId + "/test/_user_request_/flood HTTP/1.1\r\nHost: x\r\n\r\n")
                            .getBytes(US_ASCII));
            assertThat(client.getInputStream().readNBytes(12))
                    .asString(US_ASCII)
                    .isEqualTo("HTTP/1.1 200");

            long[] last = {-1};
            await().atMost(Duration.ofSeconds(90)).pollInterval(CALM).until(() -> last[0] == (last[0] = written.get()));
            assertThat(written.get()).isLessThan(BUFFERS_BYTES);

            InputStream in = client.getInputStream();
            in.skipNBytes(2L * MEGABYTE);
            long before = written.get();
            await().atMost(Duration.ofSeconds(90)).until(() -> {
                in.skipNBytes(256 * 1024);
                return written.get() > before;
            });
        }
    }

    private static String streamingApi(AwsClients aws, String uri) {
        TutorialSteps steps = new TutorialSteps(aws);
        String apiId = aws.apis
                .createRestApi(api ->
                        api.name("flood").endpointConfiguration(endpoint -> endpoint.typesWithStrings("REGIONAL")))
                .id();
        String resourceId = steps.resource(apiId, "/flood");
        aws.apis.putMethod(method ->
                method.restApiId(apiId).resourceId(resourceId).httpMethod("GET").authorizationType("NONE"));
        aws.apis.putIntegration(put -> put.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("GET")
                .type(IntegrationType.HTTP_PROXY)
                .integrationHttpMethod("GET")
                .responseTransferMode(ResponseTransferMode.STREAM)
                .timeoutInMillis(900_000)
                .uri(uri));
        steps.deploy(apiId);
        return apiId;
    }

    /** Answers one request with far more than the client takes. */
    private static void write(ServerSocket origin, AtomicLong written) {
        byte[] piece = new byte[64 * 1024];
        try (Socket socket = origin.accept()) {
            socket.setSendBufferSize(64 * 1024);
            socket.getInputStream().read(piece);
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n".getBytes(US_ASCII));
            for (long bytes = 0; bytes < 1024L * MEGABYTE; bytes += piece.length) {
                out.write(piece);
                written.addAndGet(piece.length);
            }
        } catch (IOException e) {
            // The client has left, and the gateway with it.
            written.addAndGet(0);
        }
    }
}
