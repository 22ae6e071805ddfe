package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;

import io.underpass.alb.LoadBalancerPlaces;
import io.underpass.alb.LoadBalancerUsers;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.alb.model.LoadBalancerAttributes;
import io.underpass.aws.AwsError;
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

    private static final StructureShape CREATE = input("")
            .required("Name", string())
            .optional("Subnets", list(string()))
            .optional("SubnetMappings", Networks.SUBNET_MAPPINGS)
            .optional("SecurityGroups", list(string()))
            .optional("Scheme", enumeration("internet-facing", "internal"))
            .optional("Tags", TagList.SHAPE)
            .optional("Type", enumeration("application", "network", "gateway"))
            .optional("IpAddressType", enumeration("ipv4", "dualstack", "dualstack-without-public-ipv4"))
            .optional("CustomerOwnedIpv4Pool", string(0, 256, "^(ipv4pool-coip-)[a-zA-Z0-9]+$"))
            .optional("EnablePrefixForIpv6SourceNat", enumeration("on", "off"))
            .optional("IpamPools", IpPools.SHAPE);

    private static final StructureShape DESCRIBE = input("")
            .optional("LoadBalancerArns", list(string()))
            .optional("Names", list(string()))
            .optional("Marker", string())
            .optional("PageSize", integer(1, Answer.PAGE_SIZE));

    private final ElbV2Settings settings;
    private final Networks networks;
    private final LoadBalancerPlaces places;
    private final LoadBalancerUsers users;

    LoadBalancers(ElbV2Settings settings, Networks networks, LoadBalancerPlaces places, LoadBalancerUsers users) {
        this.settings = settings;
        this.networks = networks;
        this.places = places;
        this.users = users;
    }

    List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("CreateLoadBalancer", CREATE, this::create),
                new Operation<>("DescribeLoadBalancers", DESCRIBE, this::describe),
                new Operation<>("DeleteLoadBalancer", input("").required("LoadBalancerArn", string()), this::delete));
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
        long ofItsType = existing.loadBalancers().values().stream()
                .filter(other -> other.type().equals(wanted.type()))
                .count();
        if (ofItsType >= settings.limits().of(Quota.LOAD_BALANCERS)) {
            throw Refusals.of(
                    "TooManyLoadBalancers",
                    "The maximum number of load balancers has been reached: "
                            + settings.limits().of(Quota.LOAD_BALANCERS));
        }
        return created(call.state().with(wanted), wanted, call.now());
    }

    private Outcome<AlbState> created(AlbState state, LoadBalancer loadBalancer, Instant now) {
        return new Outcome<>(
                state, Answer.list("LoadBalancers", List.of(LoadBalancerView.render(loadBalancer, now, places))));
    }

    private static void refuseUnemulated(Input input) {
        for (String member : List.of("CustomerOwnedIpv4Pool", "EnablePrefixForIpv6SourceNat")) {
            if (input.has(member)) {
                throw AwsError.notEmulated("the parameter '" + member + "' of CreateLoadBalancer");
            }
        }
    }

    private LoadBalancer wanted(Call<AlbState> call) {
        Input input = call.input();
        Scope scope = call.scope();
        LoadBalancerType type =
                LoadBalancerType.asked(input.optionalString("Type").orElse("application"));
        String name = Names.loadBalancer(input.string("Name"));
        String scheme = input.optionalString("Scheme").orElse("internet-facing");
        boolean internal = scheme.equals("internal");
        String ipAddressType =
                Networks.ipAddressType(input.optionalString("IpAddressType").orElse("ipv4"), type, internal);
        List<AvailabilityZone> zones = networks.zones(input, scope, type, internal, List.of());
        String vpcId = networks.vpcId(scope, zones);
        List<String> securityGroups = networks.securityGroups(input, type, scope, vpcId);
        PSortedMap<String, String> tags = TagList.read(input);
        LoadBalancerType.Identity identity = type.identity(name, internal, scope.region(), call.ids());
        Instant created = call.now().truncatedTo(ChronoUnit.MILLIS);
        return new LoadBalancer(
                scope,
                ResourceType.LOAD_BALANCER.arn(scope, identity.arnName()),
                name,
                identity.dnsName(),
                type.hostedZone(scope.region()),
                created,
                created.plus(settings.provisioning()),
                scheme,
                vpcId,
                type.value(),
                zones,
                securityGroups,
                Networks.enforcedOnPrivateLink(type, securityGroups),
                ipAddressType,
                Map.of(),
                tags,
                IpPools.read(input, type, internal),
                Optional.empty());
    }

    private static boolean sameSettings(LoadBalancer one, LoadBalancer other) {
        return one.type().equals(other.type())
                && one.scheme().equals(other.scheme())
                && one.ipAddressType().equals(other.ipAddressType())
                && subnets(one).equals(subnets(other))
                && new HashSet<>(one.securityGroups()).equals(new HashSet<>(other.securityGroups()))
                && one.ipv4IpamPoolId().equals(other.ipv4IpamPoolId())
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
        Answer.checkCount(arns, "load balancers");
        Answer.checkCount(names, "load balancers");
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
    private Outcome<AlbState> delete(Call<AlbState> call) {
        String arn = call.input().string("LoadBalancerArn");
        AlbState state = call.state();
        AlbState after = Existing.of(call)
                .findLoadBalancer(arn)
                .map(loadBalancer -> {
                    if (LoadBalancerAttributes.DELETION_PROTECTION.in(loadBalancer.attributes())) {
                        throw Refusals.notPermitted(
                                "Load balancer '" + arn + "' cannot be deleted because deletion protection is enabled");
                    }
                    if (users.use(loadBalancer.scope(), loadBalancer.loadBalancerArn(), call.now())) {
                        throw Refusals.associated(loadBalancer);
                    }
                    AlbTargets.refuseWhileRegistered(state, loadBalancer);
                    return state.without(loadBalancer);
                })
                .orElse(state);
        return new Outcome<>(after, Answer.empty());
    }
}
