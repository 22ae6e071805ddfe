package io.underpass.gateway.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.underpass.gateway.compile.ContentHandling.Conversion;
import io.underpass.gateway.template.JsonText;
import io.underpass.gateway.template.MappingTemplate;
import io.underpass.gateway.template.Overrides;
import io.underpass.gateway.template.ParsedTemplate;
import io.underpass.gateway.template.Rendering;
import io.underpass.gateway.template.TemplateInput;
import io.underpass.gateway.template.TemplateLimits;
import io.underpass.gateway.template.UnparsableTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What may take long of mapping one body: converting it, looking into it, rendering a template with it. A worker does it;
 * nothing of the invocation is touched.
 *
 * <p>Threads: run once, by any thread.
 *
 * @param direction whose body it is
 * @param body is read, and released when the work is done
 * @param conversion of a template's text, where there is one, if it makes bytes of text; else of the body it sees
 * @param paths JSONPaths to look for; an empty one stands for the whole body
 * @param input makes what a template is rendered with of the body's text
 * @param compression of what comes out
 */
record BodyWork(
        Direction direction,
        ByteBuf body,
        Conversion conversion,
        Optional<ParsedTemplate> template,
        List<String> paths,
        TemplateSettings input,
        Compression compression)
        implements OffLoop.Work<BodyWork.Result> {

    private static final int QUICK_BYTES = 16 * 1024;

    /** Seen where a mapped body looks like JSON and is none (spec 2.13). */
    private static final Fault INVALID_JSON = new Fault(FaultType.BAD_REQUEST_BODY, "Invalid JSON in request body");

    /** Whose body it is, which decides how failures are told. */
    enum Direction {
        REQUEST,
        RESPONSE
    }

    /** What a template sees besides the body. */
    interface TemplateSettings {
        TemplateInput with(Supplier<String> body);

        /** What earlier templates have overridden. */
        Overrides earlier();
    }

    /** What came of it. */
    sealed interface Result {

        /**
         * The body and what was found.
         *
         * @param coding of the body
         */
        record Done(byte[] body, Optional<Compression.Coding> coding, Findings findings) implements Result {}

        /** The client gets {@code fault}. */
        record Failed(Fault fault, String reason) implements Result {}
    }

    /** Whether it is done in no time, so that no worker is needed. */
    boolean isQuick() {
        return !renders(template) && body.readableBytes() <= QUICK_BYTES;
    }

    /** Whether {@code template} is more than text that is always the same. */
    static boolean renders(Optional<ParsedTemplate> template) {
        return template.isPresent() && !(template.get() instanceof MappingTemplate parsed && parsed.isPlain());
    }

    @Override
    public Result run() {
        try {
            return mapped();
        } finally {
            body.release();
        }
    }

    @Override
    public void discard() {
        body.release();
    }

    private Result mapped() {
        boolean toBytes = conversion == Conversion.DECODE;
        byte[] seen = BodyConversion.converted(body, toBytes ? Conversion.TEXT : conversion)
                .orElseThrow();
        String text = template.isPresent() || !paths.isEmpty() ? new String(seen, UTF_8) : "";
        Map<String, String> found = new LinkedHashMap<>();
        if (!paths.isEmpty() && !lookUp(text, found)) {
            return direction == Direction.REQUEST
                    ? new Result.Failed(INVALID_JSON, INVALID_JSON.message())
                    : failed("Invalid JSON in response body");
        }
        byte[] made = seen;
        Overrides overrides = input.earlier();
        if (template.isPresent()) {
            Rendering rendering = rendered(template.get(), text);
            if (rendering instanceof Rendering.Failed failure) {
                return failed("Unable to transform " + name() + ": " + failure.reason());
            }
            Rendering.Rendered rendered = (Rendering.Rendered) rendering;
            made = rendered.text().getBytes(UTF_8);
            overrides = rendered.overrides();
        }
        Optional<byte[]> out = toBytes ? BodyConversion.decoded(made) : Optional.of(made);
        return out.isPresent()
                ? done(out.get(), new Findings(overrides, found))
                : failed("the " + name() + " body is not base64, as contentHandling or Accept wants it");
    }

    private Result done(byte[] plain, Findings findings) {
        Optional<Compression.Coding> coding = compression.forBody(plain.length);
        byte[] out = coding.isPresent() ? coding.get().encode(plain) : plain;
        return new Result.Done(out, coding, findings);
    }

    /** A template needs text (seen by users whose binary media types include everything). */
    private Rendering rendered(ParsedTemplate chosen, String text) {
        if (conversion == Conversion.NONE) {
            return new Rendering.Failed("its body is binary");
        }
        return chosen instanceof UnparsableTemplate unparsable
                ? new Rendering.Failed(unparsable.reason())
                : ((MappingTemplate) chosen).render(input.with(() -> text), TemplateLimits.DEFAULT);
    }

    /** False where the body looks like JSON and is none. */
    private boolean lookUp(String text, Map<String, String> found) {
        JsonText json = JsonText.read(text);
        for (String path : paths) {
            json.find(path).ifPresent(value -> found.put(path, value));
        }
        return json.isValid();
    }

    private Result.Failed failed(String reason) {
        return new Result.Failed(Fault.of(FaultType.API_CONFIGURATION_ERROR), reason);
    }

    private String name() {
        return direction == Direction.REQUEST ? "request" : "response";
    }
}
