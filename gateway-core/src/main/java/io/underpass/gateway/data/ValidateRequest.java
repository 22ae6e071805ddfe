package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.gateway.compile.MappingSource;
import io.underpass.gateway.compile.RequestChecks;
import io.underpass.gateway.compile.RequestChecks.RequiredParameter;
import io.underpass.gateway.schema.ModelSchema;
import io.underpass.gateway.schema.SchemaVerdict;
import io.underpass.wire.FieldNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Does what the method's request validator asks for: first the parameters, then, where none is missing, the body (spec
 * 2.12). A body is judged by a worker, since its schema may be work for a second.
 *
 * <p>Threads: immutable.
 */
final class ValidateRequest implements Phase {

    private final OffLoop offLoop;

    ValidateRequest(OffLoop offLoop) {
        this.offLoop = offLoop;
    }

    @Override
    public Outcome run(Invocation invocation) {
        Optional<RequestChecks> checks = invocation.method().checks();
        return checks.isEmpty() ? Outcome.NEXT : check(invocation, checks.get());
    }

    private Outcome check(Invocation invocation, RequestChecks checks) {
        List<String> missing = checks.parameters().stream()
                .filter(parameter -> isMissing(parameter, invocation))
                .map(RequiredParameter::name)
                .toList();
        if (!missing.isEmpty()) {
            String message = "Missing required request parameters: " + missing;
            invocation.exchange().trail().fail(TrailSteps.VALIDATION, message);
            return new Outcome.Reply(new Fault(FaultType.BAD_REQUEST_PARAMETERS, message));
        }
        Optional<ModelSchema> schema = checks.schemaOf(contentType(invocation));
        return schema.isEmpty() ? Outcome.NEXT : judge(invocation, schema.get());
    }

    /** One that is blank counts as missing (LocalStack does it so; unverified). */
    private static boolean isMissing(RequiredParameter parameter, Invocation invocation) {
        List<String> values = parameter.source() instanceof MappingSource.Header header
                ? headers(invocation, header.name())
                : MappedValues.of(parameter.source(), invocation);
        return values.stream().allMatch(String::isBlank);
    }

    /** Names of header fields have no case here, as HTTP/2 leaves none of it; that AWS does the same is a guess. */
    private static List<String> headers(Invocation invocation, String name) {
        return invocation.request().headers().getAll(name);
    }

    private static String contentType(Invocation invocation) {
        HttpHeaders headers = invocation.request().headers();
        String type = headers.get(FieldNames.CONTENT_TYPE, "application/json");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private Outcome judge(Invocation invocation, ModelSchema schema) {
        return offLoop.run(
                invocation,
                new Judgement(schema, invocation.body().retainedDuplicate()),
                verdict -> outcome(invocation, schema, verdict));
    }

    private static Outcome outcome(Invocation invocation, ModelSchema schema, SchemaVerdict verdict) {
        if (verdict instanceof SchemaVerdict.Invalid invalid) {
            invocation
                    .exchange()
                    .trail()
                    .fail(
                            TrailSteps.VALIDATION,
                            "the body does not fit model '" + schema.name() + "': " + invalid.errors());
            FaultType type = FaultType.BAD_REQUEST_BODY;
            return new Outcome.Reply(new Fault(type, type.message(), invalid.errors()));
        }
        // What AWS answers where a schema cannot be used is unknown; this is a guess.
        return verdict instanceof SchemaVerdict.Undecided undecided
                ? invocation.fail(TrailSteps.VALIDATION, undecided.reason(), FaultType.API_CONFIGURATION_ERROR)
                : Outcome.NEXT;
    }

    private record Judgement(ModelSchema schema, ByteBuf body) implements OffLoop.Work<SchemaVerdict> {

        @Override
        public SchemaVerdict run() {
            try {
                return schema.check(body.toString(StandardCharsets.UTF_8));
            } finally {
                body.release();
            }
        }

        @Override
        public void discard() {
            body.release();
        }
    }
}
