package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * Calls of an emulator's AWS APIs, all of which succeed.
 *
 * <p>Threads: safe.
 */
public final class AwsApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Underpass underpass;

    public AwsApi(Underpass underpass) {
        this.underpass = underpass;
    }

    /** What an operation of load balancers answers; parameters as {@code Name=value}. */
    public String elb(String action, String... parameters) throws IOException, InterruptedException {
        StringBuilder form = new StringBuilder("Action=" + action + "&Version=2015-12-01");
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            form.append('&')
                    .append(parameter, 0, equals + 1)
                    .append(URLEncoder.encode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return answer(HttpRequest.newBuilder(underpass.endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
    }

    /** The ARN of the certificate that {@code operation} of the certificate manager has made. */
    public String certificate(String operation, String input) throws IOException, InterruptedException {
        String answer = answer(HttpRequest.newBuilder(underpass.endpoint())
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "CertificateManager." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(input)));
        String arn = JSON.readTree(answer).path("CertificateArn").asText();
        assertThat(arn).as(answer).startsWith("arn:aws:acm:");
        return arn;
    }

    private static String answer(HttpRequest.Builder call) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(call.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** What stands in the first such element. */
    public static String text(String xml, String element) {
        int start = xml.indexOf('<' + element + '>');
        assertThat(start).as(element + " in " + xml).isNotNegative();
        return xml.substring(start + element.length() + 2, xml.indexOf("</" + element + '>', start));
    }
}
