package io.underpass.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Speaks to the AWS endpoint over one kept connection, without an SDK: an SDK's own start would count as the emulator's,
 * and a hundred thousand routes would take it minutes.
 *
 * <p>Threads: confined to one thread; blocking.
 */
final class ControlClient implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final Socket socket;
    private final InputStream in;
    private final String host;

    /** Connects to {@code endpoint}. */
    ControlClient(URI endpoint) {
        host = endpoint.getAuthority();
        try {
            socket = new Socket(endpoint.getHost(), endpoint.getPort());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + endpoint, e);
        }
    }

    /** Calls API Gateway in {@code us-east-1} and gives the JSON of its answer, which must be 2xx. */
    String apiGateway(String method, String path, String body) {
        String head = authorization("us-east-1", "apigateway") + "Content-Type: application/json\r\n";
        return successful(method + " " + path, send(method, path, head, body));
    }

    /** Calls Elastic Load Balancing in {@code region} and gives the XML of its answer, which must be 2xx. */
    String elbv2(String region, String action, Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "Action=" + action + "&Version=2015-12-01&", ""));
        String head = authorization(region, "elasticloadbalancing")
                + "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n";
        return successful(action, send("POST", "/", head, form));
    }

    /** The status with which {@code path} answers a GET. */
    int status(String path) {
        return send("GET", path, "", "").status();
    }

    /** The text of the first member {@code name} of {@code json} whose value is a string. */
    static String member(String json, String name) {
        return first(json, "\"" + name + "\"\\s*:\\s*\"([^\"]*)\"");
    }

    /** The text of the first element {@code name} of {@code xml}. */
    static String element(String xml, String name) {
        return first(xml, "<" + name + ">([^<]*)<");
    }

    private static String first(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("there is no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private static String authorization(String region, String service) {
        return "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/" + region + "/" + service
                + "/aws4_request, SignedHeaders=host, Signature=00\r\n";
    }

    private static String successful(String what, Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(what + " answered " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    private Answer send(String method, String path, String fields, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields
                + (content.length == 0 ? "" : "Content-Length: " + content.length + "\r\n") + "\r\n" + body;
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String head = head();
            Matcher length = LENGTH.matcher(head);
            byte[] answer = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
            return new Answer(
                    Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())),
                    new String(answer, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " failed", e);
        }
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended within a head");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Answer(int status, String body) {}
}
