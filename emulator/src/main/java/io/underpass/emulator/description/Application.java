package io.underpass.emulator.description;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.acm.model.CertificateState;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.LoadBalancer.State;
import io.underpass.alb.model.TargetGroup;
import io.underpass.aws.AwsError;
import io.underpass.aws.Scope;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.RestApi;
import io.underpass.gateway.openapi.DocumentHead;
import io.underpass.gateway.openapi.InvalidDocument;
import io.underpass.vpclink.model.VpcLinkState;
import io.underpass.vpclink.model.VpcLinkStatus;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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

    /** Imports {@code document} and deploys it to {@code stage}, in one change. */
    ImportedApi importOpenApi(String document, String stage, Optional<String> source) {
        return calls.apis().atOnce(() -> {
            DocumentHead head = head(document);
            Optional<RestApi> before = source.flatMap(this::imported);
            Optional<RestApi> known = head.customId().isPresent()
                    ? head.customId().flatMap(id -> apis(api -> api.id().equals(id)))
                    : before.or(() -> nobodys(head.title()));
            before.filter(api -> !known.map(RestApi::id).equals(Optional.of(api.id())))
                    .ifPresent(api -> call("DeleteRestApi", Members.of("restApiId", api.id())));
            JsonNode made = known.isPresent()
                    ? call(
                            "PutRestApi",
                            Members.of("restApiId", known.get().id())
                                    .text("mode", "overwrite")
                                    .text("body", document))
                    : call("ImportRestApi", Members.of("body", document));
            String id = made.path("id").asText();
            source.ifPresent(from -> tag(id, from));
            call("CreateDeployment", Members.of("restApiId", id).text("stageName", stage));
            List<String> warnings = new ArrayList<>();
            made.path("warnings").forEach(warning -> warnings.add(warning.asText()));
            return new ImportedApi(id, made.path("name").asText(), stage, warnings);
        });
    }

    /** The same refusal as of the operation that would read it. */
    private DocumentHead head(String document) {
        try {
            return DocumentHead.read(document);
        } catch (InvalidDocument e) {
            call("ImportRestApi", Members.of("body", document));
            throw e;
        }
    }

    /** The API that was made of the document which is known by {@code source}. */
    private Optional<RestApi> imported(String source) {
        return apis(api -> source.equals(api.tags().get(ImportedApi.SOURCE_TAG)));
    }

    /** The API of that name that neither another document nor a description has made: names need not be unique. */
    private Optional<RestApi> nobodys(String name) {
        return apis(api -> api.name().equals(name)
                && !api.tags().containsKey(ImportedApi.SOURCE_TAG)
                && !api.tags().containsKey(Owner.TAG));
    }

    private Optional<RestApi> apis(Predicate<RestApi> wanted) {
        return calls.apis().state().apis().values().stream()
                .map(ApiState::api)
                .filter(api -> api.scope().equals(scope) && wanted.test(api))
                .findFirst();
    }

    private void tag(String id, String source) {
        calls.apis().change(state -> {
            ApiState api = state.api(id).orElseThrow();
            Map<String, String> tags = new HashMap<>(api.api().tags());
            tags.put(ImportedApi.SOURCE_TAG, source);
            return state.with(api.withApi(api.api().withTags(tags)));
        });
    }

    /** Removes the API that was made of the document which is known by {@code source}; false where there is none. */
    boolean removeImported(String source) {
        return calls.apis().atOnce(() -> {
            Optional<RestApi> known = imported(source);
            known.ifPresent(api -> call("DeleteRestApi", Members.of("restApiId", api.id())));
            return known.isPresent();
        });
    }

    private JsonNode call(String operation, Members input) {
        return calls.apis().call(operation, input.json(), scope);
    }

    /** Whether the links and load balancers of {@code applied} serve. */
    boolean serves(Applied applied) {
        Instant now = calls.links().now();
        boolean links = calls.links().state().list(scope, now).stream()
                .filter(link -> applied.linkIds().contains(link.vpcLinkId()))
                .noneMatch(link -> link.statusAt(now).equals(Optional.of(VpcLinkStatus.PENDING)));
        boolean loadBalancers = calls.loadBalancers().state().loadBalancers().values().stream()
                .filter(each -> applied.loadBalancerArns().contains(each.loadBalancerArn()))
                .allMatch(each -> each.stateAt(now) == State.ACTIVE);
        return links && loadBalancers;
    }

    /** Whether the health of all targets of {@code applied} is known. */
    boolean knowsHealth(Applied applied) {
        return applied.targetGroupArns().values().stream().noneMatch(this::isNew);
    }

    /** The same for all target groups, described or not. */
    boolean knowsAllHealth() {
        return calls.loadBalancers().state().targetGroups().keySet().stream().noneMatch(this::isNew);
    }

    /** Whether the health of some target of a group is not known yet. */
    private boolean isNew(String targetGroupArn) {
        TargetGroup group = calls.loadBalancers().state().targetGroups().get(targetGroupArn);
        if (group == null) {
            return false;
        }
        for (JsonNode target : calls.loadBalancers()
                .call(
                        "DescribeTargetHealth",
                        Members.of("TargetGroupArn", targetGroupArn).json(),
                        group.scope())
                .path("TargetHealthDescriptions")) {
            if (target.path("TargetHealth").path("State").asText().equals("initial")) {
                return true;
            }
        }
        return false;
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
