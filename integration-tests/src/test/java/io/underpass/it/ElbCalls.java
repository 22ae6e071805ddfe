package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.TestClient;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Elastic Load Balancing's API as its wire shows it, without a client between. Parameters are written {@code Name=value},
 * undecoded; in their names {@code Subnets.1} stands for {@code Subnets.member.1}.
 *
 * <p>Threads: safe.
 */
final class ElbCalls {

    private static final String SIGNED = "Authorization: AWS4-HMAC-SHA256"
            + " Credential=test/20260101/us-east-1/elasticloadbalancing/aws4_request, SignedHeaders=host, Signature=0";
    private static final Pattern ITEM = Pattern.compile("(?<!\\.entry)\\.([0-9]+)(?=\\.|$)");

    private final InetSocketAddress address;

    ElbCalls(URI endpoint) {
        address = new InetSocketAddress("127.0.0.1", endpoint.getPort());
    }

    /** The answer, whatever it is. */
    TestClient.Response answer(String action, String... parameters) {
        String form = Stream.concat(Stream.of("Action=" + action, "Version=2015-12-01"), Stream.of(parameters))
                .map(ElbCalls::encoded)
                .collect(Collectors.joining("&"));
        return TestClient.request(
                address, "POST", "/", form, SIGNED, "Content-Type: application/x-www-form-urlencoded; charset=utf-8");
    }

    private static String encoded(String parameter) {
        int equals = parameter.indexOf('=');
        String name = ITEM.matcher(parameter.substring(0, equals)).replaceAll(".member.$1");
        return name + '=' + URLEncoder.encode(parameter.substring(equals + 1), StandardCharsets.UTF_8);
    }

    /** What a call answers that succeeds, as XML. */
    String call(String action, String... parameters) {
        TestClient.Response answer = answer(action, parameters);
        assertThat(answer.status()).as(action + " " + answer.bodyText()).isEqualTo(200);
        return answer.bodyText();
    }

    /** A refusal in one line: status, code, message. */
    String refusal(String action, String... parameters) {
        TestClient.Response answer = answer(action, parameters);
        String xml = answer.bodyText();
        assertThat(xml).as(action).startsWith("<ErrorResponse xmlns=");
        return answer.status() + " " + value(xml, "Code") + ": " + value(xml, "Message");
    }

    /** The text of the first {@code element}. */
    static String value(String xml, String element) {
        return values(xml, element).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + element + " in " + xml));
    }

    /** The texts of all {@code element}s, in order. */
    static List<String> values(String xml, String element) {
        return Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
                .matcher(xml)
                .results()
                .map(found -> found.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&"))
                .toList();
    }
}
