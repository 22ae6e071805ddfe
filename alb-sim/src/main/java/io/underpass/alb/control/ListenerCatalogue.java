package io.underpass.alb.control;

import static io.underpass.alb.control.AttributeKey.emulated;
import static io.underpass.alb.control.AttributeKey.emulatedFlag;

import io.underpass.alb.model.Listener;
import io.underpass.alb.model.ListenerAttributes;
import io.underpass.alb.model.ListenerAttributes.InsertedHeader;
import io.underpass.alb.model.ListenerAttributes.RenamedHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which attributes listeners have and which values these take (spec 1.6). Threads: stateless. */
final class ListenerCatalogue {

    private static final AttributeCatalogue OF_APPLICATIONS = catalogue();
    private static final AttributeCatalogue OF_TCP = new AttributeCatalogue(
            List.of(emulated(ListenerAttributes.TCP_IDLE_TIMEOUT, AttributeKey.range(60, 6000))));
    private static final AttributeCatalogue NONE = new AttributeCatalogue(List.of());

    private static final int MAX_LENGTH = 1024;
    private static final int MAX_NAME_LENGTH = 40;

    /** Headers that have these values only (AWS: API_ListenerAttribute), or none. */
    private static final Map<String, List<String>> VALUES = Map.of(
            "Access-Control-Allow-Credentials", List.of("true"),
            "X-Content-Type-Options", List.of("nosniff"),
            "X-Frame-Options", List.of("DENY", "SAMEORIGIN"));

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9_-]{1," + MAX_NAME_LENGTH + "}");

    private ListenerCatalogue() {}

    static AttributeCatalogue of(Listener listener) {
        if (!Protocols.isNetwork(listener.protocol())) {
            return OF_APPLICATIONS;
        }
        return listener.protocol().equals("TCP") ? OF_TCP : NONE;
    }

    private static AttributeCatalogue catalogue() {
        List<AttributeKey> keys = new ArrayList<>();
        for (RenamedHeader header : ListenerAttributes.RENAMED_HEADERS) {
            keys.add(emulated(header.name(), ListenerCatalogue::problemOfName));
        }
        keys.add(emulatedFlag(ListenerAttributes.SERVER));
        for (InsertedHeader header : ListenerAttributes.INSERTED_HEADERS) {
            keys.add(emulated(header.value(), value -> problem(header.name(), value)));
        }
        return new AttributeCatalogue(List.copyOf(keys));
    }

    /** What a header may be called is said on AWS's page "HTTP header modification". */
    private static Optional<String> problemOfName(String name) {
        return HEADER_NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("must consist of '1-" + MAX_NAME_LENGTH + "' letters, digits, hyphens and underscores");
    }

    /** AWS checks each header's grammar; here, of most headers that the value is one that a header can carry. */
    private static Optional<String> problem(String header, String value) {
        List<String> known = VALUES.getOrDefault(header, List.of());
        if (!known.isEmpty() && !value.isEmpty()) {
            return AttributeKey.oneOf(known).apply(value);
        }
        if (value.length() > MAX_LENGTH) {
            return Optional.of("must not be longer than '" + MAX_LENGTH + "' characters");
        }
        return value.chars().allMatch(c -> c >= ' ' && c <= '~') && value.equals(value.strip())
                ? Optional.empty()
                : Optional.of("must hold printable ASCII characters only, without spaces around");
    }
}
