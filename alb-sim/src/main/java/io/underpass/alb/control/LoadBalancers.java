package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import io.underpass.alb.LoadBalancerPlaces;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.alb.model.LoadBalancerAttributes;
import io.underpass.aws.AwsError;
import io.underpass.aws.Ids;
import io.underpass.aws.Scope;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pcollections.PSortedMap;

/**
 * CreateLoadBalancer, DescribeLoadBalancers and DeleteLoadBalancer.
 *
 * <p>Threads: immutable.
 */
final class LoadBalancers {

    private static final int ID_LENGTH = 16;
    private static final int DNS_NUMBER_LENGTH = 10;

    private static final StructureShape SUBNET_MAPPING = structure()
            .optional("SubnetId", string())
            .optional("AllocationId", string())
            .optional("PrivateIPv4Address", string())
            .optional("IPv6Address", string())
            .optional("SourceNatIpv6Prefix", string());

    private static final StructureShape CREATE = input("")
            .required("Name", string())
            .optional("Subnets", list(string()))
            .optional("SubnetMappings", list(SUBNET_MAPPING))
            .optional("SecurityGroups", list(string()))
            .optional("Scheme", enumeration("internet-facing", "internal"))
            .optional("Tags", TagList.SHAPE)
            .optional("Type", enumeration("application", "network", "gateway"))
            .optional("IpAddressType", enumeration("ipv4", "dualstack", "dualstack-without-public-ipv4"))
            .optional("CustomerOwnedIpv4Pool", string(0, 256, "^(ipv4pool-coip-)[a-zA-Z0-9]+$"))
            .optional("EnablePrefixForIpv6SourceNat", enumeration("on", "off"))
            .optional(
                    "IpamPools", structure().optional("Ipv4IpamPoolId", string(0, 1000, "^(ipam-pool-)[a-zA-Z0-9]+$")));

    private static final StructureShape DESCRIBE = input("")
            .optional("LoadBalancerArns", list(string()))
            .optional("Names", list(string()))
            .optional("Marker", string())
            .optional("PageSize", integer(1, Answer.PAGE_SIZE));

    private final ElbV2Settings settings;
    private final LoadBalancerPlaces places;

    LoadBalancers(ElbV2Settings settings, LoadBalancerPlaces places) {
        this.settings = settings;
        this.places = places;
    }

    List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("CreateLoadBalancer", CREATE, this::create),
                new Operation<>("DescribeLoadBalancers", DESCRIBE, this::describe),
                new Operation<>(
                        "DeleteLoadBalancer", input("").required("LoadBalancerArn", string()), LoadBalancers::delete));
    }

    private Outcome<AlbState> create(Call<AlbState> call) {
        refuseUnemulated(call.input());
        LoadBalancer wanted = wanted(call);
        Existing existing = Existing.of(call);
        Optional<LoadBalancer> found = existing.loadBalancerNamed(wanted.loadBalancerName());
        if (found.isPresent()) {
            if (!sameSettings(found.get(), wanted)) {
                throw Refusals.of(
                        "DuplicateLoadBalancerName",
                        "A load balancer with the same name '" + wanted.loadBalancerName()
                                + "' exists, but with different settings");
            }
            return created(call.state(), found.get(), call.now());
        }
        if (existing.loadBalancers().size() >= settings.limits().loadBalancers()) {
            throw Refusals.of(
                    "TooManyLoadBalancers",
                    "The maximum number of load balancers has been reached: "
                            + settings.limits().loadBalancers());
        }
        return created(call.state().with(wanted), wanted, call.now());
    }

    private Outcome<AlbState> created(AlbState state, LoadBalancer loadBalancer, Instant now) {
        return new Outcome<>(
                state, Answer.list("LoadBalancers", List.of(LoadBalancerView.render(loadBalancer, now, places))));
    }

    private static void refuseUnemulated(Input input) {
        String type = input.optionalString("Type").orElse("application");
        if (!type.equals("application")) {
            throw AwsError.notEmulated("load balancers of type '" + type + "'");
        }
        for (String member : List.of("CustomerOwnedIpv4Pool", "IpamPools", "EnablePrefixForIpv6SourceNat")) {
            if (input.has(member)) {
                throw AwsError.notEmulated("the parameter '" + member + "' of CreateLoadBalancer");
            }
        }
    }

    private LoadBalancer wanted(Call<AlbState> call) {
        Input input = call.input();
        Scope scope = call.scope();
        Ids ids = call.ids();
        String name = Names.loadBalancer(input.string("Name"));
        String scheme = input.optionalString("Scheme").orElse("internet-facing");
        boolean internal = scheme.equals("internal");
        String ipAddressType = input.optionalString("IpAddressType").orElse("ipv4");
        if (internal && ipAddressType.equals("dualstack-without-public-ipv4")) {
            throw Refusals.invalidConfiguration(
                    "The IP address type 'dualstack-without-public-ipv4' is not supported for internal load balancers");
        }
        List<AvailabilityZone> zones = Networks.zones(input, scope.region());
        List<String> securityGroups = input.strings("SecurityGroups");
        PSortedMap<String, String> tags = TagList.read(input);
        Instant created = call.now().truncatedTo(ChronoUnit.MILLIS);
        return new LoadBalancer(
                scope,
                ResourceType.LOAD_BALANCER.arn(scope, "app/" + name + '/' + ids.hex(ID_LENGTH)),
                name,
                (internal ? "internal-" : "") + name + '-' + ids.decimal(DNS_NUMBER_LENGTH) + '.' + scope.region()
                        + ".elb.amazonaws.com",
                Networks.hostedZone(scope.region()),
                created,
                created.plus(settings.provisioning()),
                scheme,
                Networks.vpcId(scope),
                "application",
                zones,
                securityGroups.isEmpty() ? List.of(Networks.defaultSecurityGroup(scope)) : securityGroups,
                ipAddressType,
                Map.of(),
                tags);
    }

    private static boolean sameSettings(LoadBalancer one, LoadBalancer other) {
        return one.scheme().equals(other.scheme())
                && one.ipAddressType().equals(other.ipAddressType())
                && subnets(one).equals(subnets(other))
                && new HashSet<>(one.securityGroups()).equals(new HashSet<>(other.securityGroups()))
                && one.tags().equals(other.tags());
    }

    private static Set<String> subnets(LoadBalancer loadBalancer) {
        return loadBalancer.availabilityZones().stream()
                .map(AvailabilityZone::subnetId)
                .collect(Collectors.toSet());
    }

    private Outcome<AlbState> describe(Call<AlbState> call) {
        Input input = call.input();
        Instant now = call.now();
        return new Outcome<>(
                call.state(),
                Answer.page(
                        "LoadBalancers",
                        input,
                        chosen(input, Existing.of(call)),
                        item -> LoadBalancerView.render(item, now, places)));
    }

    private static Map<String, LoadBalancer> chosen(Input input, Existing existing) {
        List<String> arns = input.strings("LoadBalancerArns");
        List<String> names = input.strings("Names");
        if (!arns.isEmpty() && !names.isEmpty()) {
            throw Refusals.validation(
                    "Load balancer names and load balancer ARNs cannot be specified at the same time");
        }
        if (arns.isEmpty() && names.isEmpty()) {
            return existing.loadBalancers();
        }
        Map<String, LoadBalancer> found = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        arns.forEach(arn -> existing.findLoadBalancer(arn)
                .ifPresentOrElse(item -> found.put(item.loadBalancerArn(), item), () -> missing.add(arn)));
        names.forEach(name -> existing.loadBalancerNamed(name)
                .ifPresentOrElse(item -> found.put(item.loadBalancerArn(), item), () -> missing.add(name)));
        if (!missing.isEmpty()) {
            throw Refusals.loadBalancersNotFound(missing);
        }
        return found;
    }

    /** Deleting what does not exist succeeds (API_DeleteLoadBalancer). */
    private static Outcome<AlbState> delete(Call<AlbState> call) {
        String arn = call.input().string("LoadBalancerArn");
        AlbState state = call.state();
        AlbState after = Existing.of(call)
                .findLoadBalancer(arn)
                .map(loadBalancer -> {
                    if (LoadBalancerAttributes.DELETION_PROTECTION.in(loadBalancer.attributes())) {
                        throw Refusals.notPermitted(
                                "Load balancer '" + arn + "' cannot be deleted because deletion protection is enabled");
                    }
                    return state.without(loadBalancer);
                })
                .orElse(state);
        return new Outcome<>(after, Answer.empty());
    }
}
