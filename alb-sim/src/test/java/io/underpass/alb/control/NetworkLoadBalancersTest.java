package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbCompiler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Network load balancers, their listeners and target groups. */
class NetworkLoadBalancersTest {

    private final Elb elb = new Elb();

    @Test
    void createsAnInternalOne() {
        Xml created = create("Scheme=internal").child("LoadBalancers/member");
        assertThat(created.members())
                .containsExactly(
                        "LoadBalancerArn",
                        "DNSName",
                        "CanonicalHostedZoneId",
                        "CreatedTime",
                        "LoadBalancerName",
                        "Scheme",
                        "VpcId",
                        "State",
                        "Type",
                        "AvailabilityZones",
                        "IpAddressType");
        assertThat(created.text("LoadBalancerArn"))
                .matches("arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/wire/[0-9a-f]{16}");
        String id = created.text("LoadBalancerArn").replaceFirst(".*/", "");
        assertThat(created.text("DNSName")).isEqualTo("wire-" + id + ".elb.eu-west-1.amazonaws.com");
        assertThat(created.text("CanonicalHostedZoneId")).isEqualTo("Z2IFOLAFXWLO4F");
        assertThat(created.text("Type")).isEqualTo("network");
        assertThat(created.text("Scheme")).isEqualTo("internal");
        assertThat(created.text("State/Code")).isEqualTo("provisioning");
        elb.sleep(Duration.ofSeconds(1));
        assertThat(elb.ok("DescribeLoadBalancers", "Names.member.1=wire").text("LoadBalancers/member/State/Code"))
                .isEqualTo("active");
    }

    @Test
    void facesTheInternetByDefaultAndNeedsOneSubnet() {
        assertThat(create().text("LoadBalancers/member/Scheme")).isEqualTo("internet-facing");
        assertThat(elb.error("CreateLoadBalancer", "Name=other", "Type=network"))
                .isEqualTo("400 ValidationError: At least one subnet must be specified");
    }

    @Test
    void showsTheAddressesThatWereChosen() {
        Xml zones = elb.ok(
                        "CreateLoadBalancer",
                        "Name=wire",
                        "Type=network",
                        "Scheme=internal",
                        "SubnetMappings.member.1.SubnetId=subnet-1",
                        "SubnetMappings.member.1.PrivateIPv4Address=10.0.0.7",
                        "SubnetMappings.member.2.SubnetId=subnet-2")
                .child("LoadBalancers/member/AvailabilityZones");
        assertThat(zones.children().stream().map(Xml::toString))
                .containsExactly(
                        "member[ZoneName=eu-west-1a, SubnetId=subnet-1,"
                                + " LoadBalancerAddresses[member[PrivateIPv4Address=10.0.0.7]]]",
                        "member[ZoneName=eu-west-1b, SubnetId=subnet-2, LoadBalancerAddresses=]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AllocationId=eipalloc-1 | 501 NotImplementedException",
                "PrivateIPv4Address=10.0.0.7 | 400 InvalidConfigurationRequest: A private IPv4 address can only be",
            })
    void refusesAddressesThatAnInternetFacingOneCannotHave(String member, String error) {
        assertThat(elb.error(
                        "CreateLoadBalancer",
                        "Name=wire",
                        "Type=network",
                        "SubnetMappings.member.1.SubnetId=subnet-1",
                        "SubnetMappings.member.1." + member))
                .startsWith(error);
    }

    @Test
    void securityGroupsAreThereFromTheStartOrNever() {
        Xml with = create("SecurityGroups.member.1=sg-1").child("LoadBalancers/member");
        String arn = with.text("LoadBalancerArn");
        assertThat(with.texts("SecurityGroups/member")).containsExactly("sg-1");
        assertThat(with.text("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"))
                .isEqualTo("on");
        Xml set = elb.ok(
                "SetSecurityGroups",
                "LoadBalancerArn=" + arn,
                "SecurityGroups.member.1=sg-2",
                "SecurityGroups.member.2=sg-3",
                "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic=off");
        assertThat(set.texts("SecurityGroupIds/member")).containsExactly("sg-2", "sg-3");
        assertThat(set.text("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"))
                .isEqualTo("off");
        String without = network("without");
        assertThat(elb.error("SetSecurityGroups", "LoadBalancerArn=" + without, "SecurityGroups.member.1=sg-1"))
                .startsWith("400 InvalidConfigurationRequest: SetSecurityGroups is not supported");
    }

    @Test
    void aNameIsOneWhateverTheType() {
        elb.loadBalancer("orders");
        assertThat(elb.error(
                        "CreateLoadBalancer",
                        "Name=orders",
                        "Type=network",
                        "Scheme=internal",
                        "Subnets.member.1=subnet-1",
                        "Subnets.member.2=subnet-2"))
                .startsWith("400 DuplicateLoadBalancerName");
        String arn = network("wire");
        assertThat(network("wire")).isEqualTo(arn);
    }

    @Test
    void eachTypeHasItsOwnQuota() {
        for (int i = 0; i < 50; i++) {
            elb.loadBalancer("lb-" + i);
        }
        network("wire");
        assertThat(elb.ok("DescribeLoadBalancers").all("LoadBalancers/member")).hasSize(51);
    }

    @Test
    void describesItsOwnAttributes() {
        String arn = network("wire");
        assertThat(attributes("DescribeLoadBalancerAttributes", "LoadBalancerArn=" + arn))
                .containsExactly(
                        "access_logs.s3.enabled=false",
                        "access_logs.s3.bucket=",
                        "access_logs.s3.prefix=",
                        "deletion_protection.enabled=false",
                        "dns_record.client_routing_policy=any_availability_zone",
                        "ipv6.deny_all_igw_traffic=true",
                        "load_balancing.cross_zone.enabled=false",
                        "secondary_ips.auto_assigned.per_subnet=0",
                        "zonal_shift.config.enabled=false");
        assertThat(elb.error(
                        "ModifyLoadBalancerAttributes",
                        "LoadBalancerArn=" + arn,
                        "Attributes.member.1.Key=idle_timeout.timeout_seconds",
                        "Attributes.member.1.Value=60"))
                .isEqualTo("400 InvalidConfigurationRequest: Key idle_timeout.timeout_seconds not valid");
    }

    @Test
    void listensForTcpAndForwardsToATcpGroup() {
        Xml listener = listener(network("wire"), "TCP", 80, group("TCP")).child("Listeners/member");
        assertThat(listener.text("ListenerArn"))
                .matches("arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/wire(/[0-9a-f]{16}){2}");
        assertThat(listener.text("Protocol")).isEqualTo("TCP");
        assertThat(listener.members())
                .containsExactly("ListenerArn", "LoadBalancerArn", "Port", "Protocol", "DefaultActions");
        assertThat(attributes("DescribeListenerAttributes", "ListenerArn=" + listener.text("ListenerArn")))
                .containsExactly("tcp.idle_timeout.seconds=350");
    }

    @Test
    void listensForTlsWithACertificate() {
        String arn = network("wire");
        String[] call = {
            "LoadBalancerArn=" + arn,
            "Protocol=TLS",
            "Port=443",
            "DefaultActions.member.1.Type=forward",
            "DefaultActions.member.1.TargetGroupArn=" + group("TCP")
        };
        assertThat(elb.error("CreateListener", call))
                .isEqualTo("400 ValidationError: A certificate must be specified for TLS listeners");
        List<String> more = new ArrayList<>(List.of(call));
        more.add("Certificates.member.1.CertificateArn=arn:aws:acm:eu-west-1:123456789012:certificate/1");
        more.add("AlpnPolicy.member.1=HTTP2Preferred");
        Xml listener = elb.ok("CreateListener", more.toArray(String[]::new)).child("Listeners/member");
        assertThat(listener.text("SslPolicy")).isEqualTo("ELBSecurityPolicy-2016-08");
        assertThat(listener.text("Certificates/member/CertificateArn")).endsWith("certificate/1");
        assertThat(listener.texts("AlpnPolicy/member")).containsExactly("HTTP2Preferred");
        Xml changed = elb.ok(
                        "ModifyListener",
                        "ListenerArn=" + listener.text("ListenerArn"),
                        "SslPolicy=ELBSecurityPolicy-TLS13-1-2-2021-06")
                .child("Listeners/member");
        assertThat(changed.text("SslPolicy")).isEqualTo("ELBSecurityPolicy-TLS13-1-2-2021-06");
        assertThat(changed.text("Certificates/member/CertificateArn")).endsWith("certificate/1");
        Xml plain = elb.ok("ModifyListener", "ListenerArn=" + listener.text("ListenerArn"), "Protocol=TCP")
                .child("Listeners/member");
        assertThat(plain.members())
                .containsExactly("ListenerArn", "LoadBalancerArn", "Port", "Protocol", "DefaultActions");
    }

    @Test
    void refusesWhatOnlyApplicationsHave() {
        String arn = network("wire");
        String group = group("TCP");
        String listener = listener(arn, "TCP", 80, group).text("Listeners/member/ListenerArn");
        assertThat(elb.error(
                        "CreateListener",
                        "LoadBalancerArn=" + arn,
                        "Protocol=HTTP",
                        "Port=81",
                        "DefaultActions.member.1.Type=forward",
                        "DefaultActions.member.1.TargetGroupArn=" + group))
                .isEqualTo("400 ValidationError: Listener protocol 'HTTP' must be one of 'TLS, TCP, TCP_UDP, UDP'");
        assertThat(elb.error(
                        "CreateListener",
                        "LoadBalancerArn=" + arn,
                        "Protocol=TCP",
                        "Port=81",
                        "DefaultActions.member.1.Type=fixed-response",
                        "DefaultActions.member.1.FixedResponseConfig.StatusCode=404"))
                .isEqualTo("400 InvalidLoadBalancerAction: The action type 'fixed-response' is not valid with network"
                        + " load balancer");
        assertThat(elb.error(
                        "CreateRule",
                        "ListenerArn=" + listener,
                        "Priority=1",
                        "Conditions.member.1.Field=path-pattern",
                        "Conditions.member.1.Values.member.1=/a",
                        "Actions.member.1.Type=forward",
                        "Actions.member.1.TargetGroupArn=" + group))
                .startsWith("400 UnsupportedProtocol");
        assertThat(elb.error("DescribeRules", "ListenerArn=" + listener)).startsWith("400 UnsupportedProtocol");
        assertThat(elb.error(
                        "ModifyTargetGroupAttributes",
                        "TargetGroupArn=" + group,
                        "Attributes.member.1.Key=stickiness.type",
                        "Attributes.member.1.Value=lb_cookie"))
                .isEqualTo("400 InvalidConfigurationRequest: Stickiness type 'lb_cookie' is not supported for target"
                        + " groups with the TCP protocol");
    }

    @Test
    void protocolsOfListenersAndGroupsMustFit() {
        String http = elb.targetGroup("http");
        String arn = network("wire");
        assertThat(elb.error(
                        "CreateListener",
                        "LoadBalancerArn=" + arn,
                        "Protocol=TCP",
                        "Port=80",
                        "DefaultActions.member.1.Type=forward",
                        "DefaultActions.member.1.TargetGroupArn=" + http))
                .isEqualTo("400 IncompatibleProtocols: The listener and the following target groups have incompatible"
                        + " protocols: " + http);
        String tcp = group("TCP");
        String listener = elb.listener(elb.loadBalancer("orders"), 80);
        assertThat(elb.error(
                        "ModifyListener",
                        "ListenerArn=" + listener,
                        "DefaultActions.member.1.Type=forward",
                        "DefaultActions.member.1.TargetGroupArn=" + tcp))
                .startsWith("400 IncompatibleProtocols");
        String onTcp = listener(arn, "TCP", 80, tcp).text("Listeners/member/ListenerArn");
        assertThat(elb.error("ModifyListener", "ListenerArn=" + onTcp, "Protocol=UDP"))
                .startsWith("501 NotImplementedException")
                .contains("listeners of protocol 'UDP'");
        String tls = group("TLS");
        assertThat(elb.error(
                        "ModifyListener",
                        "ListenerArn=" + onTcp,
                        "DefaultActions.member.1.Type=forward",
                        "DefaultActions.member.1.TargetGroupArn=" + tls))
                .startsWith("400 IncompatibleProtocols");
    }

    @Test
    void groupsHaveTheAttributesOfNetworkLoadBalancers() {
        String tcp = "TargetGroupArn=" + group("TCP");
        assertThat(attributes("DescribeTargetGroupAttributes", tcp))
                .containsExactly(
                        "deregistration_delay.timeout_seconds=300",
                        "deregistration_delay.connection_termination.enabled=false",
                        "stickiness.enabled=false",
                        "stickiness.type=source_ip",
                        "load_balancing.cross_zone.enabled=use_load_balancer_configuration",
                        "preserve_client_ip.enabled=false",
                        "proxy_protocol_v2.enabled=false",
                        "target_health_state.unhealthy.connection_termination.enabled=true",
                        "target_health_state.unhealthy.draining_interval_seconds=0",
                        "target_group_health.dns_failover.minimum_healthy_targets.count=1",
                        "target_group_health.dns_failover.minimum_healthy_targets.percentage=off",
                        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count=1",
                        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage=off");
        for (String set : List.of(
                "stickiness.enabled=true",
                "stickiness.type=source_ip",
                "preserve_client_ip.enabled=true",
                "proxy_protocol_v2.enabled=true",
                "deregistration_delay.connection_termination.enabled=true")) {
            elb.ok("ModifyTargetGroupAttributes", attribute(tcp, set));
            assertThat(attributes("DescribeTargetGroupAttributes", tcp)).contains(set);
        }
        assertThat(elb.error(
                        "ModifyTargetGroupAttributes",
                        attribute(tcp, "target_health_state.unhealthy.draining_interval_seconds=60")))
                .startsWith("400 InvalidConfigurationRequest");
        elb.ok(
                "ModifyTargetGroupAttributes",
                attribute(tcp, "target_health_state.unhealthy.connection_termination.enabled=false"));
        elb.ok(
                "ModifyTargetGroupAttributes",
                attribute(tcp, "target_health_state.unhealthy.draining_interval_seconds=60"));
        assertThat(elb.error(
                        "ModifyTargetGroupAttributes",
                        attribute("TargetGroupArn=" + group("TLS"), "stickiness.enabled=true")))
                .startsWith("400 InvalidConfigurationRequest");
    }

    private static String[] attribute(String group, String set) {
        String[] parts = set.split("=");
        return new String[] {group, "Attributes.member.1.Key=" + parts[0], "Attributes.member.1.Value=" + parts[1]};
    }

    @Test
    void groupsMayBeCheckedOverHttps() {
        Xml group = elb.ok(
                        "CreateTargetGroup",
                        "Name=tls",
                        "Protocol=TLS",
                        "Port=443",
                        "VpcId=vpc-1",
                        "HealthCheckProtocol=HTTPS",
                        "HealthCheckPath=/up")
                .child("TargetGroups/member");
        assertThat(group.text("HealthCheckProtocol")).isEqualTo("HTTPS");
        assertThat(group.text("HealthCheckPath")).isEqualTo("/up");
        assertThat(group.text("Matcher/HttpCode")).isEqualTo("200-399");
    }

    @Test
    void tcpGroupsAreCheckedByConnectingUnlessSaidOtherwise() {
        Xml tcp = elb.ok("CreateTargetGroup", "Name=tcp", "Protocol=TCP", "Port=80", "VpcId=vpc-1")
                .child("TargetGroups/member");
        assertThat(tcp.children().stream().skip(5).map(Xml::toString))
                .containsExactly(
                        "HealthCheckProtocol=TCP",
                        "HealthCheckPort=traffic-port",
                        "HealthCheckEnabled=true",
                        "HealthCheckIntervalSeconds=30",
                        "HealthCheckTimeoutSeconds=10",
                        "HealthyThresholdCount=5",
                        "UnhealthyThresholdCount=2",
                        "LoadBalancerArns=",
                        "TargetType=instance",
                        "IpAddressType=ipv4");
        Xml http = elb.ok(
                        "ModifyTargetGroup",
                        "TargetGroupArn=" + tcp.text("TargetGroupArn"),
                        "HealthCheckProtocol=HTTP",
                        "HealthCheckPath=/up")
                .child("TargetGroups/member");
        assertThat(http.text("HealthCheckPath")).isEqualTo("/up");
        assertThat(http.text("Matcher/HttpCode")).isEqualTo("200-399");
        assertThat(elb.error(
                        "CreateTargetGroup",
                        "Name=other",
                        "Protocol=TCP",
                        "Port=80",
                        "VpcId=vpc-1",
                        "HealthCheckPath=/up"))
                .isEqualTo(
                        "400 InvalidConfigurationRequest: Health check paths are not supported for TCP health checks");
        assertThat(attributes("DescribeTargetGroupAttributes", "TargetGroupArn=" + tcp.text("TargetGroupArn")))
                .contains("stickiness.type=source_ip", "preserve_client_ip.enabled=true");
    }

    @Test
    void targetsAreCheckedOnceAListenerLeadsToThem() {
        elb.healthIs("initial", "Elb.RegistrationInProgress", "Target registration is in progress");
        String group = group("TCP");
        listener(network("wire"), "TCP", 80, group);
        elb.ok("RegisterTargets", "TargetGroupArn=" + group, "Targets.member.1.Id=10.0.0.1");
        assertThat(elb.ok("DescribeTargetHealth", "TargetGroupArn=" + group)
                        .text("TargetHealthDescriptions/member/TargetHealth/State"))
                .isEqualTo("initial");
        assertThat(new AlbCompiler().first(elb.control.state()).targetGroups()).containsKey(group);
    }

    @Test
    void anApplicationLoadBalancerCanBeTheTarget() {
        String orders = elb.loadBalancer("orders");
        String group = elb.ok(
                        "CreateTargetGroup", "Name=albs", "Protocol=TCP", "Port=80", "VpcId=vpc-1", "TargetType=alb")
                .text("TargetGroups/member/TargetGroupArn");
        assertThat(elb.ok("DescribeTargetGroups").text("TargetGroups/member/HealthCheckProtocol"))
                .isEqualTo("HTTP");
        String[] register = {"TargetGroupArn=" + group, "Targets.member.1.Id=" + orders};
        assertThat(elb.error("RegisterTargets", register)).contains("has no listener on port '80'");
        String listener = elb.listener(orders, 80);
        elb.ok("RegisterTargets", register);
        assertThat(elb.error("DeleteListener", "ListenerArn=" + listener))
                .isEqualTo("400 ResourceInUse: Listener port '80' is in use by registered target '" + orders
                        + "' and cannot be removed.");
        assertThat(elb.error("DeleteLoadBalancer", "LoadBalancerArn=" + orders)).startsWith("400 ResourceInUse");
        assertThat(elb.error("RegisterTargets", "TargetGroupArn=" + group, "Targets.member.1.Id=" + network("wire")))
                .startsWith("400 InvalidTarget");
        elb.ok("DeregisterTargets", register);
        elb.ok("DeleteListener", "ListenerArn=" + listener);
    }

    @Test
    void deletingOneTakesItsListenersAlong() {
        String arn = network("wire");
        listener(arn, "TCP", 80, group("TCP"));
        elb.ok("DeleteLoadBalancer", "LoadBalancerArn=" + arn);
        assertThat(elb.control.state().loadBalancers()).isEmpty();
        assertThat(elb.control.state().listeners()).isEmpty();
    }

    private Xml create(String... more) {
        List<String> parameters = new ArrayList<>(List.of("Name=wire", "Type=network", "Subnets.member.1=subnet-1"));
        parameters.addAll(List.of(more));
        return elb.ok("CreateLoadBalancer", parameters.toArray(String[]::new));
    }

    private String network(String name) {
        return elb.ok(
                        "CreateLoadBalancer",
                        "Name=" + name,
                        "Type=network",
                        "Scheme=internal",
                        "Subnets.member.1=subnet-1")
                .text("LoadBalancers/member/LoadBalancerArn");
    }

    private String group(String protocol) {
        return elb.ok(
                        "CreateTargetGroup",
                        "Name=" + protocol.toLowerCase(Locale.ROOT),
                        "Protocol=" + protocol,
                        "Port=80",
                        "VpcId=vpc-1",
                        "TargetType=ip")
                .text("TargetGroups/member/TargetGroupArn");
    }

    private Xml listener(String loadBalancerArn, String protocol, int port, String targetGroupArn) {
        return elb.ok(
                "CreateListener",
                "LoadBalancerArn=" + loadBalancerArn,
                "Protocol=" + protocol,
                "Port=" + port,
                "DefaultActions.member.1.Type=forward",
                "DefaultActions.member.1.TargetGroupArn=" + targetGroupArn);
    }

    private List<String> attributes(String action, String parameter) {
        return elb.ok(action, parameter).all("Attributes/member").stream()
                .map(attribute -> attribute.text("Key") + '=' + attribute.text("Value"))
                .toList();
    }
}
