package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.compile.CompiledTransforms;
import io.underpass.alb.compile.RegexWork;
import io.underpass.alb.compile.Rewrite.Result;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.RequestHead;
import io.underpass.wire.Trail;
import java.util.Optional;

/**
 * Rewrites Host field and URL of a request for a target, once its rule has been chosen (spec 2.5). Notes what access logs
 * show of it.
 *
 * <p>Threads: safe, holds nothing.
 */
final class Transforming {

    private static final String SUCCESS = "TransformSuccess";
    private static final Outcome UNTOUCHED = new Outcome.Untouched();

    private Transforming() {}

    /** What became of a request. Threads: immutable. */
    sealed interface Outcome {

        /** The head that a target gets in place of {@code head}. */
        default RequestHead applyTo(RequestHead head) {
            return head;
        }

        /** It is as it was, since its rule changes nothing. */
        record Untouched() implements Outcome {}

        /** What takes the place of the Host field and of path and query; empty where they stay. */
        record Transformed(Optional<String> host, Optional<String> url) implements Outcome {
            @Override
            public RequestHead applyTo(RequestHead head) {
                host.ifPresent(name -> head.headers().set(FieldNames.HOST, name));
                return url.map(target -> new RequestHead(head.method(), target, head.version(), head.headers()))
                        .orElse(head);
            }
        }

        /** A transform matched without a valid result. */
        record Failed(String reason) implements Outcome {}
    }

    static Outcome apply(
            CompiledTransforms transforms, RequestHead request, ExchangeFacts facts, ListenerEntry at, Trail trail) {
        if (transforms == CompiledTransforms.NONE) {
            return UNTOUCHED;
        }
        RegexWork work = new RegexWork(); // apart from that of its rule's conditions
        Result host = transforms
                .host()
                .map(rewrite -> checkedHost(rewrite.apply(hostOf(facts, at.loadBalancer()), work)))
                .orElseGet(Result.Unmatched::new);
        Result url = transforms
                .url()
                .map(rewrite -> checkedUrl(rewrite.apply(DecodedUrl.of(request.target()), work)))
                .orElseGet(Result.Unmatched::new);
        if (host instanceof Result.Failed failed) {
            return failure(failed, trail);
        }
        if (url instanceof Result.Failed failed) {
            return failure(failed, trail);
        }
        trail.note(TrailSteps.TRANSFORM_STATUS, SUCCESS);
        return new Outcome.Transformed(
                text(host).map(name -> {
                    String field = field(name, facts, at);
                    trail.note(TrailSteps.TRANSFORMED_HOST, field);
                    return field;
                }),
                text(url).map(target -> {
                    trail.note(TrailSteps.TRANSFORMED_URI, target);
                    return target;
                }));
    }

    private static Outcome failure(Result.Failed failed, Trail trail) {
        trail.note(TrailSteps.TRANSFORM_STATUS, failed.status());
        return new Outcome.Failed(failed.status() + ": " + failed.reason());
    }

    /** What the rewrite looks at: the Host field without its port, a guess as for conditions. */
    private static String hostOf(ExchangeFacts facts, CompiledLoadBalancer loadBalancer) {
        return facts.hostField().isEmpty()
                ? loadBalancer.dnsName()
                : facts.hostField().withoutPort();
    }

    /**
     * The field that a target gets: a name without a port is given one as the client's would have been, unless the load
     * balancer preserves Host fields (a guess: AWS does not say how the two meet).
     */
    private static String field(String name, ExchangeFacts facts, ListenerEntry at) {
        return at.loadBalancer().requestHeaders().preserveHost()
                ? facts.hostField().withName(name)
                : new HostField(name).forTarget(at.listener().port());
    }

    private static Result checkedHost(Result result) {
        return result instanceof Result.Replaced replaced && !HostAndPort.isValid(replaced.text())
                ? new Result.Failed("TransformInvalidHost", "'" + replaced.text() + "' is no host")
                : result;
    }

    private static Result checkedUrl(Result result) {
        return result instanceof Result.Replaced replaced && !DecodedUrl.isValid(replaced.text())
                ? new Result.Failed("TransformInvalidPath", "'" + replaced.text() + "' is no path")
                : result;
    }

    private static Optional<String> text(Result result) {
        return result instanceof Result.Replaced replaced ? Optional.of(replaced.text()) : Optional.empty();
    }
}
