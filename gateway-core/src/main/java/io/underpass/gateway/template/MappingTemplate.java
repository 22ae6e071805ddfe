package io.underpass.gateway.template;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.velocity.Template;
import org.apache.velocity.exception.ExtendedParseException;
import org.apache.velocity.exception.TemplateInitException;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.parser.ParseException;
import org.apache.velocity.runtime.parser.Token;
import org.apache.velocity.runtime.parser.TokenMgrError;
import org.jspecify.annotations.Nullable;

/**
 * A mapping template, parsed once and rendered as often as needed (spec 5).
 *
 * <p>Rendering burns: never on an event loop, but by {@link TemplateWorkers}.
 *
 * <p>Threads: immutable; any number may render at once.
 */
public final class MappingTemplate implements ParsedTemplate {

    /** Rounds of one {@code #foreach}; what comes after is left out (spec 4). */
    static final int MAX_LOOPS = 1000;

    private static final int MAX_SOURCE_BYTES = 300 * 1024;

    private static final Pattern LEXICAL = Pattern.compile("Lexical error at line (\\d+), column (\\d+)");

    private final String name;
    private final boolean plain;
    private final Template template;
    private final JsonPaths paths = new JsonPaths();

    private MappingTemplate(String name, boolean plain, Template template) {
        this.name = name;
        this.plain = plain;
        this.template = template;
    }

    /**
     * Parses a template.
     *
     * @param name for people, such as {@code application/json}
     */
    public static ParsedTemplate parse(String name, String source) {
        if (source.getBytes(StandardCharsets.UTF_8).length > MAX_SOURCE_BYTES) {
            return new UnparsableTemplate(name, 0, 0, "it is larger than " + MAX_SOURCE_BYTES / 1024 + " KB");
        }
        Template template = new Template();
        template.setRuntimeServices(TemplateRuntime.INSTANCE);
        template.setName(name);
        template.setEncoding(StandardCharsets.UTF_8.name());
        try {
            template.setData(TemplateRuntime.INSTANCE.parse(template, new StringReader(source)));
            template.initDocument();
            return new MappingTemplate(name, source.indexOf('$') < 0 && source.indexOf('#') < 0, template);
        } catch (ParseException e) {
            return unparsable(name, e);
        } catch (TemplateInitException e) {
            return e.getCause() instanceof ParseException cause
                    ? unparsable(name, cause)
                    : new UnparsableTemplate(name, e.getLineNumber(), e.getColumnNumber(), Syntax.problem(e));
        } catch (VelocityException | TokenMgrError e) {
            return lexical(name, e);
        } catch (StackOverflowError e) {
            return new UnparsableTemplate(name, 0, 0, "it is nested too deeply");
        }
    }

    /** For people. */
    public String name() {
        return name;
    }

    /** Whether it is text alone, which an event loop may render. */
    public boolean isPlain() {
        return plain;
    }

    /** Renders on this thread, within the limits. */
    public Rendering render(TemplateInput input, TemplateLimits limits) {
        Budget budget = Budget.begin(limits);
        try {
            ContextObject context = new ContextObject(input.context(), input.earlier());
            TemplateVariables variables = new TemplateVariables(
                    new InputObject(input, paths, budget), new UtilObject(budget), context, input.stageVariables());
            StringWriter text = new StringWriter();
            template.merge(variables, CountingWriter.output(text, budget));
            budget.settle();
            return new Rendering.Rendered(text.toString(), context.overrides(budget));
        } catch (TemplateStop stop) {
            return failed(stop.reason());
        } catch (StackOverflowError e) {
            return failed("it is nested too deeply");
        } catch (RuntimeException e) {
            TemplateStop stop = stop(e);
            return failed(stop == null ? Syntax.problem(e) : stop.reason());
        } finally {
            Budget.end();
        }
    }

    private Rendering failed(String reason) {
        return new Rendering.Failed("the template " + name + " failed: " + reason);
    }

    private static @Nullable TemplateStop stop(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof TemplateStop stop) {
                return stop;
            }
        }
        return null;
    }

    private static UnparsableTemplate unparsable(String name, ParseException e) {
        String problem = Syntax.problem(e);
        if (e instanceof ExtendedParseException place) {
            return new UnparsableTemplate(name, place.getLineNumber(), place.getColumnNumber(), problem);
        }
        Token token = e.currentToken;
        if (token == null) {
            return lexical(name, e);
        }
        // A refusal is about the token itself, what Velocity did not expect comes after the last one that it did.
        Token place = token.next == null || e.tokenImage == null ? token : token.next;
        return new UnparsableTemplate(name, place.beginLine, place.beginColumn, problem);
    }

    /** Velocity's lexer tells the place in its text only. */
    private static UnparsableTemplate lexical(String name, Throwable e) {
        Matcher place = LEXICAL.matcher(String.valueOf(e.getMessage()));
        return place.find()
                ? new UnparsableTemplate(
                        name, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), Syntax.UNFINISHED)
                : new UnparsableTemplate(name, 0, 0, Syntax.problem(e));
    }
}
