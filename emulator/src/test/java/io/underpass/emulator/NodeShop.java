package io.underpass.emulator;

import static io.underpass.emulator.AwsApi.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Pem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:orders";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AwsApi aws;
    private final TestTls tls;
    private final Ports ports;
    private String host = "";
    private String arn = "";
    private String securedListener = "";

    /** Its own, and those of what it leads to. Threads: immutable. */
    record Ports(int http, int https, int echo, int chat, int grpc) {}

    private NodeShop(AwsApi aws, TestTls tls, Ports ports) {
        this.aws = aws;
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

    /** Makes it by {@code aws}, with targets at ports of this machine. */
    static NodeShop create(AwsApi aws, TestTls tls, Ports ports) throws Exception {
        NodeShop shop = new NodeShop(aws, tls, ports);
        shop.create();
        return shop;
    }

    private void create() throws Exception {
        String created = aws.elb(
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
                aws.elb(
                        "CreateListener",
                        "LoadBalancerArn=" + arn,
                        "Protocol=HTTP",
                        "Port=" + ports.http(),
                        "DefaultActions.member.1.Type=forward",
                        "DefaultActions.member.1.TargetGroupArn=" + echo),
                "ListenerArn");
        rule(listener, 1, "/fn", function);
        rule(listener, 2, "/chat", talking);
        List<String> secured = new ArrayList<>(List.of(
                "LoadBalancerArn=" + arn,
                "Protocol=HTTPS",
                "Port=" + ports.https(),
                "Certificates.member.1.CertificateArn=" + certificate(),
                "MutualAuthentication.Mode=passthrough",
                "DefaultActions.member.2.Type=forward",
                "DefaultActions.member.2.Order=2",
                "DefaultActions.member.2.TargetGroupArn=" + echo));
        secured.addAll(UserPool.action());
        securedListener = text(aws.elb("CreateListener", secured.toArray(String[]::new)), "ListenerArn");
        rule(securedListener, 1, "/pkg.*", grpc());
    }

    private String grpc() throws Exception {
        String group = text(
                aws.elb(
                        "CreateTargetGroup",
                        "Name=grpc",
                        "Protocol=HTTP",
                        "ProtocolVersion=GRPC",
                        "Port=80",
                        "VpcId=vpc-1",
                        "TargetType=ip"),
                "TargetGroupArn");
        aws.elb(
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
                        ? aws.elb("CreateTargetGroup", "Name=" + name, "TargetType=" + type)
                        : aws.elb(
                                "CreateTargetGroup",
                                "Name=" + name,
                                "Protocol=HTTP",
                                "Port=80",
                                "VpcId=vpc-1",
                                "TargetType=" + type),
                "TargetGroupArn");
        String at = "TargetGroupArn=" + group;
        if (function) {
            aws.elb("RegisterTargets", at, "Targets.member.1.Id=" + target);
        } else {
            aws.elb("RegisterTargets", at, "Targets.member.1.Id=" + target, "Targets.member.1.Port=" + port);
        }
        return group;
    }

    private void rule(String listener, int priority, String path, String group) throws Exception {
        aws.elb(
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
        return aws.certificate("ImportCertificate", input);
    }
}
