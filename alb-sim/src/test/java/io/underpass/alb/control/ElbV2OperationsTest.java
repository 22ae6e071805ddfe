package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.FakeVpcNetworks;
import io.underpass.alb.TargetStates.TargetHealth;
import io.underpass.aws.control.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElbV2OperationsTest {

    @Test
    void allFiftyOneOperationsAreThere() {
        List<String> emulated = ElbV2Operations.operations(
                        (group, target) -> new TargetHealth("healthy", "", ""),
                        new FakeVpcNetworks(),
                        ElbV2Settings.DEFAULTS)
                .stream()
                .map(Operation::name)
                .toList();
        assertThat(emulated).hasSize(51).doesNotHaveDuplicates();
        assertThat(ElbV2Operations.unemulated()).isEmpty();
    }

    @Test
    void limitsAreDescribed() {
        Xml limits = new Elb().ok("DescribeAccountLimits");
        assertThat(limits.all("Limits/member").stream().map(Xml::toString))
                .contains(
                        "member[Name=application-load-balancers, Max=50]",
                        "member[Name=network-load-balancers, Max=50]",
                        "member[Name=rules-per-application-load-balancer, Max=100]",
                        "member[Name=targets-per-application-load-balancer, Max=1000]",
                        "member[Name=targets-per-network-load-balancer, Max=3000]",
                        "member[Name=target-groups, Max=3000]",
                        "member[Name=targets-per-target-group, Max=1000]",
                        "member[Name=target-id-registrations-per-application-load-balancer, Max=1000]",
                        "member[Name=certificates-per-network-load-balancer, Max=25]");
    }
}
