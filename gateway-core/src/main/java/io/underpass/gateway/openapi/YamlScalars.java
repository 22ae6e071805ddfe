package io.underpass.gateway.openapi;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What plain scalars mean: the core schema of YAML 1.2, as OpenAPI has it, and {@code <<}. There are no dates, so a
 * version like 2017-04-20T04:08:08Z stays the text that it is, nor are {@code on} and {@code no} booleans.
 *
 * <p>Threads: confined to one reading.
 */
final class YamlScalars extends Resolver {

    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]*+)");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][-+]?[0-9]{1,3})?");
    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern MERGE = Pattern.compile("<<");

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.BOOL, BOOLEAN, "tTfF");
        addImplicitResolver(Tag.INT, INTEGER, "-+0123456789");
        addImplicitResolver(Tag.FLOAT, DECIMAL, "-+0123456789");
        addImplicitResolver(Tag.MERGE, MERGE, "<");
        addImplicitResolver(Tag.NULL, NOTHING, "~nN\0");
        addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
    }
}
