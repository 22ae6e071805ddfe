package io.underpass.network.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.RandomIds;
import io.underpass.aws.Scope;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.query.QueryFlavour;
import io.underpass.aws.query.QueryService;
import io.underpass.network.Interfaces.Interface;
import io.underpass.network.compile.NetworkCompiler;
import io.underpass.network.compile.NetworkSnapshot;
import io.underpass.network.model.NetworkState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The services as a client sees them: forms in, XML out. */
public final class Ec2 {

    /** Where calls are made. */
    public static final Scope SCOPE = new Scope("123456789012", "eu-west-1");

    final ControlState<NetworkState, NetworkSnapshot> control =
            new ControlState<>(NetworkState.EMPTY, new NetworkCompiler());
    final List<Interface> interfaces = new ArrayList<>();

    private final QueryService<NetworkState> ec2 = new QueryService<>(
            QueryFlavour.EC2,
            "ec2",
            Ec2Operations.NAMESPACE,
            control,
            Ec2Operations.operations(scope -> interfaces),
            Ec2Operations.unemulated(),
            new RandomIds(new Random(7)),
            () -> Instant.EPOCH);

    private final QueryService<NetworkState> sts = new QueryService<>(
            "sts",
            StsOperations.NAMESPACE,
            control,
            StsOperations.operations(),
            StsOperations.unemulated(),
            new RandomIds(new Random(7)),
            () -> Instant.EPOCH);

    /** What was published last. */
    public NetworkSnapshot snapshot() {
        return control.snapshot();
    }

    /** The answer to a call that succeeds; {@code form} is written {@code Name=value&Name=value}. */
    public String call(String action, String form) {
        AwsResponse response = send(action, form);
        assertThat(response.status()).as(text(response)).isEqualTo(200);
        return text(response);
    }

    /** The code and message of a call that fails. */
    String refusal(String action, String form) {
        AwsResponse response = send(action, form);
        String text = text(response);
        assertThat(response.status()).as(text).isEqualTo(400);
        return first(text, "Code") + ": " + first(text, "Message");
    }

    AwsResponse send(String action, String form) {
        return send(ec2, action, form);
    }

    AwsResponse sts(String action) {
        return send(sts, action, "");
    }

    private static AwsResponse send(QueryService<NetworkState> service, String action, String form) {
        byte[] body = ("Action=" + action + (form.isEmpty() ? "" : "&" + form)).getBytes(StandardCharsets.UTF_8);
        return service.handle(new AwsRequest("POST", "/", Map.of(), Map.of(), body, SCOPE, "request-1"));
    }

    static String text(AwsResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The text of the first element {@code name}. */
    public static String first(String xml, String name) {
        return all(xml, name).get(0);
    }

    /** The texts of all elements {@code name}. */
    static List<String> all(String xml, String name) {
        List<String> found = new ArrayList<>();
        Matcher elements =
                Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
        while (elements.find()) {
            found.add(elements.group(1).replace("&quot;", "\""));
        }
        return found;
    }

    /** The id of a new VPC. */
    public String vpc(String cidr) {
        return first(call("CreateVpc", "CidrBlock=" + cidr), "vpcId");
    }

    /** The id of a new subnet. */
    public String subnet(String vpcId, String cidr, String zone) {
        return first(
                call("CreateSubnet", "VpcId=" + vpcId + "&CidrBlock=" + cidr + "&AvailabilityZone=eu-west-1" + zone),
                "subnetId");
    }

    /** The id of a new security group. */
    public String group(String vpcId, String name) {
        return first(
                call("CreateSecurityGroup", "VpcId=" + vpcId + "&GroupName=" + name + "&GroupDescription=d"),
                "groupId");
    }

    /** Opens a port of a group to a block. */
    public String open(String groupId, int port, String cidr) {
        return first(call("AuthorizeSecurityGroupIngress", tcp(groupId, port, cidr)), "securityGroupRuleId");
    }

    static String tcp(String groupId, int port, String cidr) {
        return "GroupId=" + groupId + "&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=" + port
                + "&IpPermissions.1.ToPort=" + port + "&IpPermissions.1.IpRanges.1.CidrIp=" + cidr;
    }

    /** Opens a port of a group to the members of another. */
    public void openTo(String groupId, int port, String otherId) {
        call(
                "AuthorizeSecurityGroupIngress",
                "GroupId=" + groupId + "&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=" + port
                        + "&IpPermissions.1.ToPort=" + port + "&IpPermissions.1.Groups.1.GroupId=" + otherId);
    }

    /** Takes from a group the rule that lets everything out. */
    public void closeOutbound(String groupId) {
        call(
                "RevokeSecurityGroupEgress",
                "GroupId=" + groupId + "&IpPermissions.1.IpProtocol=-1&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0");
    }
}
