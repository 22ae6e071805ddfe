package io.underpass.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.state.Row;
import io.underpass.aws.state.UnreadableState;
import io.underpass.emulator.state.Domain.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The state of all services: brought back at the start, and as one document.
 *
 * <p>Threads: confined to the control thread once {@link #restore} is through.
 */
public final class EmulatorState {

    /** Of the document; raised when an older Underpass could not read it. */
    private static final int VERSION = 1;

    private static final String VERSION_MEMBER = "underpassState";

    private final StateStore store;
    private final List<Domain<?>> domains;

    /** The state of {@code domains}, which {@code store} keeps. */
    public EmulatorState(StateStore store, List<Domain<?>> domains) {
        this.store = store;
        this.domains = List.copyOf(domains);
    }

    /** Brings back what the store holds, and keeps every change from then on. */
    public void restore() throws StateFailure {
        if (!store.keeps()) {
            return;
        }
        Map<String, SortedMap<String, String>> tables = store.load();
        List<Row> news = new ArrayList<>();
        for (Domain<?> domain : domains) {
            Optional<Replacement> kept = kept(domain, tables);
            if (kept.isPresent()) {
                kept.get().publication().run();
            } else {
                news.addAll(domain.all());
            }
        }
        store.keep(news);
        domains.forEach(domain -> domain.keepIn(store));
    }

    private Optional<Replacement> kept(Domain<?> domain, Map<String, SortedMap<String, String>> tables)
            throws StateFailure {
        try {
            return domain.replacement(tables);
        } catch (UnreadableState e) {
            throw new StateFailure(
                    "the state in " + store + " cannot be read: " + e.getMessage()
                            + "; the file was left as it is: start the version of Underpass that wrote it, or move it"
                            + " away to begin anew",
                    e);
        }
    }

    /** Everything, as a document that {@link #replace} takes. */
    public ObjectNode export() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put(VERSION_MEMBER, VERSION);
        domains.forEach(domain -> document.set(domain.name(), domain.export()));
        return document;
    }

    /**
     * Puts {@code document} in the place of everything, all of it or nothing.
     *
     * @throws UnreadableState if it is not such a document; nothing has changed
     * @throws StateFailure if it cannot be kept; nothing has changed
     */
    public void replace(JsonNode document) throws StateFailure {
        check(document);
        List<Row> changes = new ArrayList<>();
        List<Runnable> publications = new ArrayList<>();
        for (Domain<?> domain : domains) {
            JsonNode json = document.path(domain.name());
            Replacement replacement =
                    domain.replacement(json.isMissingNode() ? JsonNodeFactory.instance.objectNode() : json);
            if (store.keeps()) {
                changes.addAll(replacement.changes().get());
            }
            publications.add(replacement.publication());
        }
        store.keep(changes);
        publications.forEach(Runnable::run);
    }

    /**
     * Nothing, in the place of everything.
     *
     * @throws StateFailure if that cannot be kept; nothing has changed
     */
    public void clear() throws StateFailure {
        replace(JsonNodeFactory.instance.objectNode().put(VERSION_MEMBER, VERSION));
    }

    /** Whether {@link #replace} would take {@code document}. */
    public boolean fits(JsonNode document) {
        try {
            check(document);
            for (Domain<?> domain : domains) {
                domain.replacement(document.path(domain.name()));
            }
            return true;
        } catch (UnreadableState e) {
            return false;
        }
    }

    private void check(JsonNode document) {
        JsonNode version = document.path(VERSION_MEMBER);
        if (!document.isObject() || !version.isInt()) {
            throw new UnreadableState("$." + VERSION_MEMBER, "is missing: a document that GET answers begins with it");
        }
        if (version.intValue() != VERSION) {
            throw new UnreadableState(
                    "$." + VERSION_MEMBER, "this Underpass reads version " + VERSION + ", not " + version);
        }
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            String name = member.getKey();
            if (!name.equals(VERSION_MEMBER)
                    && domains.stream().noneMatch(domain -> domain.name().equals(name))) {
                String known = domains.stream().map(Domain::name).collect(Collectors.joining(", "));
                throw new UnreadableState("$." + name, "is unknown; there are: " + known);
            }
        }
    }
}
