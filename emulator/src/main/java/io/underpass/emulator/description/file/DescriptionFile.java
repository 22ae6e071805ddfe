package io.underpass.emulator.description.file;

import io.underpass.emulator.description.Check;
import io.underpass.emulator.description.Description;
import io.underpass.emulator.description.DescriptionFailure;
import io.underpass.emulator.description.Link;
import io.underpass.emulator.description.Mistake;
import io.underpass.emulator.description.TrustStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A description as a file, YAML or JSON: one to one what {@link Description} says in Java.
 *
 * <pre>{@code
 * loadBalancers:
 *   orders: 127.0.0.1:8081
 * apis:
 *   shop:
 *     stage: test
 *     routes:
 *       ANY /orders/{proxy+}: orders
 * }</pre>
 *
 * <p>Threads: confined to one thread.
 */
public final class DescriptionFile {

    private final String file;
    private final Description description;
    private final Mistakes places;

    private DescriptionFile(String file, Description description, Mistakes places) {
        this.file = file;
        this.description = description;
        this.places = places;
    }

    /**
     * Reads {@code file}.
     *
     * @throws IOException if it cannot be read
     * @throws InvalidFile if it is no description that can be meant
     */
    public static DescriptionFile read(Path file) throws IOException {
        return parse(file.toString(), Files.readString(file));
    }

    /**
     * Reads {@code text}.
     *
     * @param file what mistakes call it; without its folder and ending the description's name where the text has none
     * @throws InvalidFile if it is no description that can be meant
     */
    public static DescriptionFile parse(String file, String text) {
        Mistakes mistakes = new Mistakes();
        Fields fields = Fields.of(Tree.of(file, text), Part.FILE, "", mistakes);
        Description description = new Description(
                fields.text("name").orElseGet(() -> nameOf(file)),
                fields.named("links", "links by name", DescriptionFile::link),
                fields.named("trustStores", "trust stores by name", DescriptionFile::trustStore),
                fields.named("loadBalancers", "load balancers by name", LoadBalancerReader::read),
                fields.named("apis", "APIs by name", ApiReader::read));
        if (mistakes.isEmpty()) {
            Check.of(description).forEach(mistakes::add);
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidFile(file, mistakes.inOrder());
        }
        return new DescriptionFile(file, description, mistakes);
    }

    /** What it says. */
    public Description description() {
        return description;
    }

    /** That its description could not be applied, with the places of the mistakes. */
    public InvalidFile located(DescriptionFailure failure) {
        return located(failure.mistakes());
    }

    /** That {@code mistakes} were found in its description, with their places. */
    public InvalidFile located(List<Mistake> mistakes) {
        mistakes.forEach(places::add);
        return new InvalidFile(file, places.inOrder());
    }

    /** Whether {@code text} is an OpenAPI or Swagger document rather than a description. */
    public static boolean isOpenApi(String text) {
        Node root;
        try {
            root = Tree.of("", text);
        } catch (InvalidFile e) {
            return false;
        }
        return root instanceof MappingNode mapping
                && mapping.getValue().stream()
                        .anyMatch(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                                && List.of("openapi", "swagger").contains(key.getValue()));
    }

    private static String nameOf(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        String stem = name.replaceFirst("\\.[A-Za-z]+$", "").replaceAll("[^A-Za-z0-9_.:=+@ -]", "-");
        return stem.isEmpty() ? "description" : stem;
    }

    private static Optional<TrustStore> trustStore(String name, Fields.Named value) {
        if (value.isText()) {
            return value.text().map(bundle -> new TrustStore(name, bundle, List.of()));
        }
        Fields fields = value.fields(Part.TRUST_STORE);
        if (!fields.has("bundle")) {
            fields.wrong("bundle is missing: the file with the authorities' certificates");
        }
        List<String> revocations = fields.texts("revocations");
        return fields.text("bundle").map(bundle -> new TrustStore(name, bundle, revocations));
    }

    private static Optional<Link> link(String name, Fields.Named value) {
        Fields fields = value.fields(Part.LINK);
        Link link = Link.of(name);
        if (fields.has("subnets")) {
            link = link.subnets(fields.texts("subnets").toArray(String[]::new));
        }
        return Optional.of(link.securityGroups(fields.texts("securityGroups").toArray(String[]::new)));
    }
}
