package io.underpass.gateway.template;

import java.io.Reader;
import org.apache.velocity.Template;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.parser.ParseException;
import org.apache.velocity.runtime.parser.Parser;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.apache.velocity.util.introspection.Uberspect;
import org.slf4j.helpers.NOPLogger;

/**
 * Velocity as API Gateway seems to have it: version 1's rules for white space, hyphens in names, and empty strings that
 * count as true. That version 1 it is follows from {@code $velocityCount} and names with hyphens, which AWS knows, and
 * from the CDK's template for CORS, of which AWS printed a space that later rules swallow (aws-cdk, pull request 27219).
 *
 * <p>Nothing is loaded, from nowhere, and what a template reaches goes through {@link AllowedAccess}.
 *
 * <p>Threads: any, once made.
 */
final class TemplateRuntime extends RuntimeInstance {

    static final TemplateRuntime INSTANCE = new TemplateRuntime();

    private final Uberspect access = new AllowedAccess();
    private final EventCartridge handlers = new EventCartridge();

    private TemplateRuntime() {
        handlers.addReferenceInsertionEventHandler(new Insertions());
        // Velocity logs what templates do wrong; they say so themselves.
        setProperty(RuntimeConstants.RUNTIME_LOG_INSTANCE, NOPLogger.NOP_LOGGER);
        setProperty(RuntimeConstants.RUNTIME_LOG_REFERENCE_LOG_INVALID, false);
        setProperty(RuntimeConstants.RESOURCE_MANAGER_INSTANCE, new NoResources());
        setProperty(RuntimeConstants.RUNTIME_STRING_INTERNING, false);
        setProperty(RuntimeConstants.VM_PERM_ALLOW_INLINE, false);
        setProperty(RuntimeConstants.MAX_NUMBER_LOOPS, MappingTemplate.MAX_LOOPS);
        setProperty(RuntimeConstants.SPACE_GOBBLING, "bc");
        setProperty(RuntimeConstants.PARSER_HYPHEN_ALLOWED, true);
        setProperty(RuntimeConstants.CHECK_EMPTY_OBJECTS, false);
        init();
    }

    @Override
    public Uberspect getUberspect() {
        return access;
    }

    @Override
    public EventCartridge getApplicationEventCartridge() {
        return handlers;
    }

    @Override
    public Parser createNewParser() {
        return new CheckedParser(this);
    }

    /** Parses; never asks for another template. */
    SimpleNode parse(Template template, Reader source) throws ParseException {
        return parse(source, template);
    }
}
