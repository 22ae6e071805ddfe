package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.gateway.compile.Authority;
import io.underpass.gateway.compile.Backend;
import io.underpass.gateway.compile.BodyMapping;
import io.underpass.gateway.compile.ContentHandling.Conversion;
import io.underpass.gateway.compile.IntegrationType;
import io.underpass.gateway.compile.RequestMapping;
import io.underpass.gateway.compile.RequestMappings;
import io.underpass.gateway.compile.RoutePlan.Forward;
import io.underpass.gateway.template.ParsedTemplate;
import io.underpass.wire.FieldNames;
import io.underpass.wire.RequestHead;
import java.util.Optional;

/**
 * Makes the backend's request of the client's: the body first, since mappings to header, query and path may read it and
 * templates override them (spec 2.13).
 *
 * <p>Threads: immutable.
 */
final class MapRequest implements Phase {

    private final RequestFields fields;
    private final OffLoop offLoop;

    MapRequest(RequestIds ids, OffLoop offLoop) {
        this.fields = new RequestFields(ids);
        this.offLoop = offLoop;
    }

    @Override
    public Outcome run(Invocation invocation) {
        Forward forward = invocation.forward();
        if (forward.type() == IntegrationType.AWS_PROXY) {
            return Outcome.NEXT; // The event holds the request as it came.
        }
        RequestMapping mapping = forward.request();
        boolean needsNothing = !invocation.body().isReadable()
                && !mapping.body().hasTemplates()
                && mapping.bodyPaths().isEmpty();
        return needsNothing && mapping.body().letsPass() ? mapHead(invocation) : mapBody(invocation, forward, mapping);
    }

    private Outcome mapBody(Invocation invocation, Forward forward, RequestMapping mapping) {
        BodyMapping settings = mapping.body();
        Optional<ParsedTemplate> template = Optional.empty();
        if (settings.hasTemplates() || !settings.letsPass()) {
            String type = contentType(invocation);
            template = settings.forRequest(type);
            if (template.isEmpty() && !settings.letsPass()) {
                return invocation.fail(
                        TrailSteps.INTEGRATION,
                        "no request template for content type '" + type + "', and passthroughBehavior is "
                                + settings.passthrough(),
                        FaultType.UNSUPPORTED_MEDIA_TYPE);
            }
        }
        Conversion conversion = settings.contentHandling()
                .ofRequest(!forward.payloads().binaryMediaTypes().isEmpty()
                        && forward.payloads().binaryMediaTypes().include(contentType(invocation)));
        ByteBuf body = invocation.body();
        if (template.isEmpty() && !forward.payloads().compressed()) {
            conversion = BodyConversion.fitting(conversion, invocation.request().headers());
        }
        if (template.isEmpty() && mapping.bodyPaths().isEmpty() && BodyConversion.changesNothing(body, conversion)) {
            return mapHead(invocation);
        }
        BodyWork work = new BodyWork(
                BodyWork.Direction.REQUEST,
                body.retainedDuplicate(),
                conversion,
                template,
                mapping.bodyPaths(),
                BodyWork.renders(template) ? TemplateView.of(invocation) : TemplateView.none(invocation),
                Compression.NONE);
        return work.isQuick()
                ? take(invocation, work.run())
                : offLoop.run(invocation, work, result -> take(invocation, result));
    }

    private Outcome take(Invocation invocation, BodyWork.Result result) {
        if (result instanceof BodyWork.Result.Failed failed) {
            invocation.exchange().trail().fail(TrailSteps.INTEGRATION, failed.reason());
            return new Outcome.Reply(failed.fault());
        }
        BodyWork.Result.Done done = (BodyWork.Result.Done) result;
        invocation.takeBody().release();
        invocation.receivedBody(Unpooled.wrappedBuffer(done.body()));
        invocation.found(done.findings());
        for (String name : invocation.overrides().header().keySet()) {
            if (RequestMappings.isForbidden(name) || !FieldText.isName(name)) {
                return invocation.fail(
                        TrailSteps.INTEGRATION,
                        "the request template overrides the header " + name + ", which it may not",
                        FaultType.API_CONFIGURATION_ERROR);
            }
        }
        return mapHead(invocation);
    }

    private Outcome mapHead(Invocation invocation) {
        return invocation.forward().backend() instanceof Backend.Http server
                ? mapHead(invocation, server)
                : Outcome.NEXT;
    }

    private Outcome mapHead(Invocation invocation, Backend.Http server) {
        Optional<Authority> authority = BackendTarget.authority(invocation);
        if (authority.isEmpty()) {
            return invocation.fail(
                    TrailSteps.INTEGRATION,
                    "Invalid endpoint address: the placeholders of the integration's uri leave no valid host",
                    FaultType.API_CONFIGURATION_ERROR);
        }
        String verb = server.httpMethod().orElse(invocation.verb());
        if (!invocation.forward().type().isProxy() && takesNoBody(verb)) {
            invocation.takeBody().release();
        }
        RequestHead head = new RequestHead(
                HttpMethod.valueOf(verb),
                BackendTarget.target(invocation),
                HttpVersion.HTTP_1_1,
                fields.forBackend(invocation, authority.get(), invocation.body().isReadable()));
        invocation.mapped(new BackendRequest(head, authority.get()));
        return Outcome.NEXT;
    }

    /** What a template renders for these verbs serves its overrides only; a guess (spec 2.13). */
    private static boolean takesNoBody(String verb) {
        return verb.equals("GET") || verb.equals("HEAD") || verb.equals("OPTIONS");
    }

    private static String contentType(Invocation invocation) {
        return invocation.request().headers().get(FieldNames.CONTENT_TYPE, "");
    }
}
