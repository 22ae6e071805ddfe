package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Pem;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * An internet-facing load balancer for a node to run: a port where rules lead to all kinds of targets, and one that ends
 * TLS and has people sign in.
 *
 * <p>Threads: confined to its test's thread.
 */
final class NodeShop {

    static final String NAME = "shop";
    static final String POOL = "us-east-1_Ab3";
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:orders";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Underpass underpass;
    private final TestTls tls;
    private final Ports ports;
    private String host = "";
    private String arn = "";
    private String securedListener = "";

    /** Its own, and those of what it leads to. Threads: immutable. */
    record Ports(int http, int https, int echo, int chat, int grpc) {}

    private NodeShop(Underpass underpass, TestTls tls, Ports ports) {
        this.underpass = underpass;
        this.tls = tls;
        this.ports = ports;
    }

    /** Its DNS name. */
    String host() {
        return host;
    }

    String arn() {
        return arn;
    }

    /** The ARN of the listener that ends TLS. */
    String securedListener() {
        return securedListener;
    }

    /** Makes it at {@code underpass}, with targets at ports of this machine. */
    static NodeShop create(Underpass underpass, TestTls tls, Ports ports) throws Exception {
        NodeShop shop = new NodeShop(underpass, tls, ports);
        shop.create();
        return shop;
    }

    private void create() throws Exception {
        String created = elb(
                "CreateLoadBalancer",
                "Name=" + NAME,
                "Scheme=internet-facing",
                "Subnets.member.1=subnet-1",
                "Subnets.member.2=subnet-2");
        host = text(created, "DNSName");
        arn = text(created, "LoadBalancerArn");
        String echo = group("echo", "ip", "127.0.0.1", ports.echo());
        String talking = group("chat", "ip", "127.0.0.1", ports.chat());
        String function = group("fn", "lambda", FUNCTION, 0);
        String listener = text(
                elb(
                        "CreateListener",
                        "LoadBalancerArn=" + arn,
                        "Protocol=HTTP",
                        "Port=" + ports.http(),
                        "DefaultActions.member.1.Type=forward",
                        "DefaultActions.member.1.TargetGroupArn=" + echo),
                "ListenerArn");
        rule(listener, 1, "/fn", function);
        rule(listener, 2, "/chat", talking);
        String secured = elb(
                "CreateListener",
                "LoadBalancerArn=" + arn,
                "Protocol=HTTPS",
                "Port=" + ports.https(),
                "Certificates.member.1.CertificateArn=" + certificate(),
                "MutualAuthentication.Mode=passthrough",
                "DefaultActions.member.1.Type=authenticate-cognito",
                "DefaultActions.member.1.Order=1",
                "DefaultActions.member.1.AuthenticateCognitoConfig.UserPoolArn="
                        + "arn:aws:cognito-idp:us-east-1:000000000000:userpool/" + POOL,
                "DefaultActions.member.1.AuthenticateCognitoConfig.UserPoolClientId=client-1",
                "DefaultActions.member.1.AuthenticateCognitoConfig.UserPoolDomain=shop",
                "DefaultActions.member.2.Type=forward",
                "DefaultActions.member.2.Order=2",
                "DefaultActions.member.2.TargetGroupArn=" + echo);
        securedListener = text(secured, "ListenerArn");
        rule(securedListener, 1, "/pkg.*", grpc());
    }

    private String grpc() throws Exception {
        String group = text(
                elb(
                        "CreateTargetGroup",
                        "Name=grpc",
                        "Protocol=HTTP",
                        "ProtocolVersion=GRPC",
                        "Port=80",
                        "VpcId=vpc-1",
                        "TargetType=ip"),
                "TargetGroupArn");
        elb(
                "RegisterTargets",
                "TargetGroupArn=" + group,
                "Targets.member.1.Id=127.0.0.1",
                "Targets.member.1.Port=" + ports.grpc());
        return group;
    }

    private String group(String name, String type, String target, int port) throws Exception {
        boolean function = type.equals("lambda");
        String group = text(
                function
                        ? elb("CreateTargetGroup", "Name=" + name, "TargetType=" + type)
                        : elb(
                                "CreateTargetGroup",
                                "Name=" + name,
                                "Protocol=HTTP",
                                "Port=80",
                                "VpcId=vpc-1",
                                "TargetType=" + type),
                "TargetGroupArn");
        String at = "TargetGroupArn=" + group;
        if (function) {
            elb("RegisterTargets", at, "Targets.member.1.Id=" + target);
        } else {
            elb("RegisterTargets", at, "Targets.member.1.Id=" + target, "Targets.member.1.Port=" + port);
        }
        return group;
    }

    private void rule(String listener, int priority, String path, String group) throws Exception {
        elb(
                "CreateRule",
                "ListenerArn=" + listener,
                "Priority=" + priority,
                "Conditions.member.1.Field=path-pattern",
                "Conditions.member.1.Values.member.1=" + path,
                "Actions.member.1.Type=forward",
                "Actions.member.1.TargetGroupArn=" + group);
    }

    private String certificate() throws Exception {
        Base64.Encoder blob = Base64.getEncoder();
        String certificate = Pem.of(List.of(tls.certificate(host)));
        String input = JSON.createObjectNode()
                .put("Certificate", blob.encodeToString(certificate.getBytes(StandardCharsets.US_ASCII)))
                .put(
                        "PrivateKey",
                        blob.encodeToString(Pem.of(tls.keys().getPrivate()).getBytes(StandardCharsets.US_ASCII)))
                .toString();
        HttpRequest request = HttpRequest.newBuilder(underpass.endpoint())
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "CertificateManager.ImportCertificate")
                .POST(HttpRequest.BodyPublishers.ofString(input))
                .build();
        String body = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        JsonNode answer = JSON.readTree(body);
        assertThat(answer.path("CertificateArn").asText()).as(body).startsWith("arn:aws:acm:");
        return answer.path("CertificateArn").asText();
    }

    /** What the call answers, which succeeds; parameters as {@code Name=value}. */
    String elb(String action, String... parameters) throws Exception {
        StringBuilder form = new StringBuilder("Action=" + action + "&Version=2015-12-01");
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            form.append('&')
                    .append(parameter, 0, equals + 1)
                    .append(URLEncoder.encode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        HttpRequest request = HttpRequest.newBuilder(underpass.endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** What stands in the first such element. */
    static String text(String xml, String element) {
        return xml.substring(
                xml.indexOf('<' + element + '>') + element.length() + 2, xml.indexOf("</" + element + '>'));
    }
}
