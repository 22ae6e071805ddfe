package io.underpass.emulator.description;

import io.underpass.acm.model.CertificateState;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.AwsError;
import io.underpass.aws.Scope;
import io.underpass.gateway.model.GatewayState;
import io.underpass.vpclink.model.VpcLinkState;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes an emulator like a description: load balancers, links and APIs, each of them one change of its domain; then what is
 * not described any more goes, in the other order, so that what is served at any time leads somewhere. Where anything is
 * refused everything is as it was before.
 *
 * <p>Threads: on the control thread.
 */
final class Application {

    private static final String DEFAULT_LINK = "private";

    private final ControlCalls calls;
    private final Scope scope;
    private final Supplier<URI> endpoint;

    /**
     * Applies descriptions by {@code calls}.
     *
     * @param scope where everything is made
     * @param endpoint of the emulator
     */
    Application(ControlCalls calls, Scope scope, Supplier<URI> endpoint) {
        this.calls = calls;
        this.scope = scope;
        this.endpoint = endpoint;
    }

    /** Applies {@code description}; throws {@link DescriptionFailure} if that cannot be, nothing has changed then. */
    Applied apply(Description description) {
        Owner owner = new Owner(scope, description.name());
        // Nobody uses yet what is made for the first time: what is refused then is taken back without having been
        // missed.
        boolean first = Inventory.of(calls, owner).things().isEmpty();
        List<Mistake> mistakes = first ? Check.of(description) : mistakes(description);
        if (!mistakes.isEmpty()) {
            throw new DescriptionFailure(description.name(), mistakes);
        }
        CertificateState certificates = calls.certificates().state();
        AlbState albs = calls.loadBalancers().state();
        VpcLinkState links = calls.links().state();
        GatewayState apis = calls.apis().state();
        try {
            return put(description, owner);
        } catch (RuntimeException e) {
            List<RuntimeException> failed = new ArrayList<>();
            // In the order that no reference ever leads nowhere.
            takeBack(failed, () -> calls.loadBalancers().restore(albs));
            takeBack(failed, () -> calls.links().restore(links));
            takeBack(failed, () -> calls.apis().restore(apis));
            takeBack(failed, () -> calls.certificates().restore(certificates));
            RuntimeException told = mistake(e)
                    .<RuntimeException>map(mistake -> new DescriptionFailure(description.name(), List.of(mistake)))
                    .orElse(e);
            failed.forEach(told::addSuppressed);
            throw told;
        }
    }

    /** One that cannot be taken back does not keep the others from it. */
    private static void takeBack(List<RuntimeException> failed, Runnable restoring) {
        try {
            restoring.run();
        } catch (RuntimeException e) {
            failed.add(e);
        }
    }

    /** What the description has to do with it; nothing where the emulator itself has failed. */
    private static Optional<Mistake> mistake(RuntimeException failure) {
        if (failure instanceof Refusal refusal) {
            return Optional.of(refusal.mistake());
        }
        return failure instanceof AwsError
                ? Optional.of(new Mistake("", String.valueOf(failure.getMessage())))
                : Optional.empty();
    }

    private Applied put(Description description, Owner owner) {
        Inventory before = Inventory.of(calls, owner);
        CertificateChanges certificates = new CertificateChanges(calls.certificates(), owner);
        LinkChanges links = new LinkChanges(calls.links(), owner);
        List<LoadBalancer> described = description.loadBalancers();

        Map<String, String> certificateArns = calls.certificates().atOnce(() -> certificates.put(described));
        LoadBalancerChanges loadBalancers = new LoadBalancerChanges(calls.loadBalancers(), owner, certificateArns);
        Map<String, String> arns = calls.loadBalancers().atOnce(() -> loadBalancers.put(description));
        Map<String, String> linkIds = calls.links().atOnce(() -> links.put(links(description)));
        ApiChanges apis = new ApiChanges(calls.apis(), owner, new Ways(described, arns, linkIds));
        Map<String, String> apiIds = calls.apis().atOnce(() -> {
            Map<String, String> ids = apis.put(description.apis());
            apis.remove(description.apis());
            return ids;
        });
        calls.links().atOnce(() -> {
            links.remove(linkIds.values());
            return linkIds;
        });
        calls.loadBalancers().atOnce(() -> {
            loadBalancers.remove(description);
            return arns;
        });
        calls.certificates().atOnce(() -> {
            certificates.remove(certificateArns.values());
            return certificateArns;
        });

        Map<String, String> groupArns = new HashMap<>();
        calls.loadBalancers().state().targetGroups().values().stream()
                .filter(group -> owner.owns(group.scope(), group.tags()))
                .forEach(group -> groupArns.put(group.targetGroupName(), group.targetGroupArn()));
        return new Applied(
                description,
                endpoint.get(),
                apiIds,
                linkIds,
                arns,
                groupArns,
                before.changesTo(Inventory.of(calls, owner)));
    }

    /**
     * What {@link #apply} would refuse: all of it is done, and nothing of it published but for certificates, which are
     * gone again afterwards.
     */
    List<Mistake> mistakes(Description description) {
        List<Mistake> mistakes = Check.of(description);
        if (!mistakes.isEmpty()) {
            return mistakes;
        }
        Owner owner = new Owner(scope, description.name());
        CertificateState before = calls.certificates().state();
        try {
            Map<String, String> certificateArns = calls.certificates()
                    .atOnce(() -> new CertificateChanges(calls.certificates(), owner).put(description.loadBalancers()));
            calls.loadBalancers()
                    .atOnce(() -> calls.links()
                            .atOnce(() -> calls.apis().atOnce(() -> {
                                Ways ways = new Ways(
                                        description.loadBalancers(),
                                        new LoadBalancerChanges(calls.loadBalancers(), owner, certificateArns)
                                                .put(description),
                                        new LinkChanges(calls.links(), owner).put(links(description)));
                                new ApiChanges(calls.apis(), owner, ways).put(description.apis());
                                throw new Enough();
                            })));
        } catch (Enough e) {
            calls.certificates().restore(before); // Nothing was refused.
        } catch (RuntimeException e) {
            calls.certificates().restore(before);
            return List.of(mistake(e).orElseThrow(() -> e));
        }
        return List.of();
    }

    /** Ends a trial, so that nothing of it is published. */
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }

    /** Those that are described, or the one that the routes need. */
    private static List<Link> links(Description description) {
        List<Link> links = new ArrayList<>(description.links());
        boolean needed = description.apis().stream()
                .flatMap(api -> api.routes().stream())
                .anyMatch(route -> route.to().isPresent());
        if (links.isEmpty() && needed) {
            links.add(Link.of(DEFAULT_LINK));
        }
        return links;
    }
}
