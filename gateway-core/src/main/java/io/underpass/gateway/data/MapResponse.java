package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.gateway.compile.Backend;
import io.underpass.gateway.compile.BinaryMediaTypes;
import io.underpass.gateway.compile.ContentHandling;
import io.underpass.gateway.compile.ContentHandling.Conversion;
import io.underpass.gateway.compile.ResponseMapping;
import io.underpass.gateway.compile.RoutePlan.Forward;
import io.underpass.gateway.template.Overrides;
import io.underpass.gateway.template.ParsedTemplate;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import java.util.List;
import java.util.Optional;

/**
 * Sends the client what the backend answered. Of a proxy status and body pass, and {@link ResponseFields} says what becomes
 * of the header; of other integrations the integration responses say all of it (spec 2.15).
 *
 * <p>Threads: immutable.
 */
final class MapResponse implements Phase {

    private static final int LOWEST_FINAL_STATUS = 200;

    private final ResponseFields fields;
    private final OffLoop offLoop;

    MapResponse(ResponseFields fields, OffLoop offLoop) {
        this.fields = fields;
        this.offLoop = offLoop;
    }

    @Override
    public Outcome run(Invocation invocation) {
        Forward forward = invocation.forward();
        BackendResponse response = invocation.backendResponse();
        if (forward.response().isPresent()) {
            return select(invocation, forward, forward.response().get(), response.head());
        }
        ByteBuf body = response.body();
        if (body == null) {
            ResponseHead backend = response.head();
            invocation.send(new ResponseHead(
                    backend.status(), fields.ofBackend(invocation, backend), streamedLength(invocation, backend)));
            return Outcome.NEXT;
        }
        // A function has said itself what is base64.
        Conversion conversion = forward.backend() instanceof Backend.Function
                ? Conversion.NONE
                : conversion(invocation, forward, ContentHandling.UNDEFINED, response.head());
        Compression compression = compression(invocation, forward, response.head());
        if (!BodyConversion.changesNothing(body, conversion)) {
            conversion = BodyConversion.fitting(conversion, response.head().headers());
        }
        if (BodyConversion.changesNothing(body, conversion)
                && compression.forBody(body.readableBytes()).isEmpty()) {
            pass(invocation, response.head(), body);
            return Outcome.NEXT;
        }
        BodyWork work = new BodyWork(
                BodyWork.Direction.RESPONSE,
                body.retainedDuplicate(),
                conversion,
                Optional.empty(),
                List.of(),
                TemplateView.none(invocation),
                compression);
        return offLoop.run(invocation, work, result -> passMade(invocation, response.head(), result));
    }

    private void pass(Invocation invocation, ResponseHead backend, ByteBuf body) {
        invocation.send(new ResponseHead(
                backend.status(), fields.ofBackend(invocation, backend), length(invocation, backend, body)));
        Exchange exchange = invocation.exchange();
        exchange.data(invocation.takeResponseBody());
        exchange.end();
    }

    private Outcome passMade(Invocation invocation, ResponseHead backend, BodyWork.Result result) {
        if (result instanceof BodyWork.Result.Failed failed) {
            return fail(invocation, failed);
        }
        FieldList header = fields.ofBackend(invocation, backend);
        send(invocation, backend.status(), header, (BodyWork.Result.Done) result);
        return Outcome.NEXT;
    }

    private Outcome select(Invocation invocation, Forward forward, ResponseMapping mapping, ResponseHead backend) {
        String status = backend.status().codeAsText().toString();
        Optional<ResponseMapping.Rule> selected = mapping.select(
                forward.backend() instanceof Backend.Function
                        ? invocation.function().error()
                        : Optional.of(status));
        if (selected.isEmpty()) {
            return invocation.fail(
                    TrailSteps.INTEGRATION,
                    "No match for output mapping and no default output mapping configured. Endpoint Response Status Code: "
                            + status,
                    FaultType.API_CONFIGURATION_ERROR);
        }
        ResponseMapping.Rule rule = selected.get();
        if (!rule.declared()) {
            return invocation.fail(
                    TrailSteps.INTEGRATION,
                    "Output mapping refers to an invalid method response: " + rule.status(),
                    FaultType.API_CONFIGURATION_ERROR);
        }
        HttpHeaders request = invocation.request().headers();
        Optional<ParsedTemplate> template = rule.body().forResponse(request.get(FieldNames.ACCEPT, ""));
        Conversion conversion = conversion(invocation, forward, rule.body().contentHandling(), backend);
        BodyWork work = new BodyWork(
                BodyWork.Direction.RESPONSE,
                invocation.responseBody().retainedDuplicate(),
                conversion,
                template,
                rule.bodyPaths(),
                BodyWork.renders(template) ? TemplateView.of(invocation) : TemplateView.none(invocation),
                Compression.of(forward.payloads(), request));
        return work.isQuick()
                ? map(invocation, rule, work.run())
                : offLoop.run(invocation, work, result -> map(invocation, rule, result));
    }

    private Outcome map(Invocation invocation, ResponseMapping.Rule rule, BodyWork.Result result) {
        if (result instanceof BodyWork.Result.Failed failed) {
            return fail(invocation, failed);
        }
        BodyWork.Result.Done done = (BodyWork.Result.Done) result;
        invocation.found(done.findings());
        Overrides overrides = invocation.overrides();
        for (String name : overrides.responseHeader().keySet()) {
            if (!FieldText.isName(name)) {
                return invocation.fail(
                        TrailSteps.INTEGRATION,
                        "a template overrides the response's header " + name + ", which is no header's name",
                        FaultType.API_CONFIGURATION_ERROR);
            }
        }
        FieldList header = fields.mapped(invocation, rule.headers());
        send(invocation, HttpResponseStatus.valueOf(status(rule, overrides)), header, done);
        return Outcome.NEXT;
    }

    private static void send(
            Invocation invocation, HttpResponseStatus status, FieldList header, BodyWork.Result.Done done) {
        done.coding().ifPresent(coding -> header.set(FieldNames.CONTENT_ENCODING, coding.fieldValue()));
        invocation.replacedResponseBody(Unpooled.wrappedBuffer(done.body()));
        invocation.send(new ResponseHead(status, header, done.body().length));
        Exchange exchange = invocation.exchange();
        exchange.data(invocation.takeResponseBody());
        exchange.end();
    }

    /** Of what an override says, an interim status cannot end an exchange and is ignored; a guess. */
    private static int status(ResponseMapping.Rule rule, Overrides overrides) {
        return overrides.status().orElse(0) >= LOWEST_FINAL_STATUS
                ? overrides.status().getAsInt()
                : rule.status();
    }

    private static Outcome fail(Invocation invocation, BodyWork.Result.Failed failed) {
        invocation.exchange().trail().fail(TrailSteps.INTEGRATION, failed.reason());
        return new Outcome.Reply(failed.fault());
    }

    /** What has a coding gets no other (spec 3.5). */
    private static Compression compression(Invocation invocation, Forward forward, ResponseHead backend) {
        return forward.payloads().compressed() && !backend.headers().contains(FieldNames.CONTENT_ENCODING)
                ? Compression.of(forward.payloads(), invocation.request().headers())
                : Compression.NONE;
    }

    private static Conversion conversion(
            Invocation invocation, Forward forward, ContentHandling handling, ResponseHead backend) {
        BinaryMediaTypes types = forward.payloads().binaryMediaTypes();
        if (types.isEmpty()) {
            return handling.ofResponse(false, false);
        }
        return handling.ofResponse(
                types.include(backend.headers().get(FieldNames.CONTENT_TYPE, "")),
                types.include(invocation.request().headers().get(FieldNames.ACCEPT, "")));
    }

    /** Asking for a head while the client asked for a body leaves it an empty one. */
    private static long streamedLength(Invocation invocation, ResponseHead backend) {
        return asksForHead(invocation.backendRequest().head()) && !asksForHead(invocation.request())
                ? 0
                : backend.length();
    }

    /** Where no body is due, the length is that of the body GET would get, as the backend announced it. */
    private static long length(Invocation invocation, ResponseHead backend, ByteBuf body) {
        boolean bodyless =
                asksForHead(invocation.request()) || backend.status().equals(HttpResponseStatus.NOT_MODIFIED);
        return bodyless && !body.isReadable() ? backend.length() : body.readableBytes();
    }

    private static boolean asksForHead(RequestHead request) {
        return request.method().equals(HttpMethod.HEAD);
    }
}
