package io.underpass.alb.control;

import io.underpass.alb.Certificates;
import io.underpass.alb.LoadBalancerPlaces;
import io.underpass.alb.LoadBalancerUsers;
import io.underpass.alb.S3Files;
import io.underpass.alb.TargetStates;
import io.underpass.alb.VpcNetworks;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.control.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The operations of Elastic Load Balancing v2: the door to this package.
 *
 * <p>Threads: stateless.
 */
public final class ElbV2Operations {

    /** The XML namespace of answers. */
    public static final String NAMESPACE = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

    /** The version that requests name; another version is the older service of the same host. */
    public static final String VERSION = "2015-12-01";

    private ElbV2Operations() {}

    /** All operations that are emulated, for load balancers that all run in this process. */
    public static List<Operation<AlbState>> operations(TargetStates health, VpcNetworks vpcs, ElbV2Settings settings) {
        return operations(
                health,
                vpcs,
                settings,
                LoadBalancerPlaces.HERE,
                LoadBalancerUsers.NONE,
                Certificates.NONE,
                S3Files.NONE);
    }

    /**
     * All operations that are emulated.
     *
     * @param health what registered targets are like
     * @param places where load balancers run
     * @param vpcs where load balancers are placed
     * @param users what keeps load balancers from being deleted
     * @param certificates what listeners can show
     * @param files where trust stores are read from
     */
    public static List<Operation<AlbState>> operations(
            TargetStates health,
            VpcNetworks vpcs,
            ElbV2Settings settings,
            LoadBalancerPlaces places,
            LoadBalancerUsers users,
            Certificates certificates,
            S3Files files) {
        Networks networks = new Networks(vpcs);
        TargetGroupVpcs groupVpcs = new TargetGroupVpcs(vpcs);
        return Stream.of(
                        new LoadBalancers(settings, networks, places, users).operations(),
                        new LoadBalancerNetworks(networks).operations(),
                        new Listeners(settings.limits(), certificates, groupVpcs).operations(),
                        new ListenerCertificates(certificates, settings.limits().of(Quota.CERTIFICATES)).operations(),
                        SslPolicies.operations(),
                        new TrustStores(files, settings.limits().of(Quota.TRUST_STORES)).operations(),
                        new TrustStoreRevocations(files).operations(),
                        TrustStoreAssociations.operations(),
                        CapacityReservations.operations(),
                        IpPools.operations(),
                        ResourcePolicies.operations(),
                        new Rules(settings.limits(), groupVpcs).operations(),
                        RuleLists.operations(),
                        new TargetGroups(settings.limits(), groupVpcs).operations(),
                        new TargetRegistrations(settings.limits()).operations(),
                        new TargetHealthDescriptions(health).operations(),
                        Attributes.operations(),
                        Tags.operations(),
                        new AccountLimits(settings.limits()).operations())
                .flatMap(List::stream)
                .toList();
    }

    /** The names of the real service's other operations. */
    public static Set<String> unemulated() {
        return Set.of();
    }
}
