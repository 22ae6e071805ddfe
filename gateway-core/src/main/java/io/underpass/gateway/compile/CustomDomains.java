package io.underpass.gateway.compile;

import io.underpass.gateway.model.DomainName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * The custom domain names that are served.
 *
 * <p>Threads: immutable.
 *
 * @param source what they were made of
 * @param byName those without a wildcard by their names, the others by what follows the {@code *}
 */
public record CustomDomains(PSortedMap<String, DomainName> source, Map<String, CustomDomain> byName) {

    /** Those of {@code source}. */
    static CustomDomains of(PSortedMap<String, DomainName> source) {
        Map<String, CustomDomain> byName = new HashMap<>();
        for (DomainName domain : source.values()) {
            String name = domain.domainName();
            byName.put(name.startsWith("*.") ? name.substring(1) : name, CustomDomain.of(domain));
        }
        return new CustomDomains(source, Map.copyOf(byName));
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** The domain name that {@code host}, in lower case and without a port, is: by its own name, or by a wildcard for its first label. */
    public Optional<CustomDomain> find(String host) {
        int dot = host.indexOf('.');
        if (dot <= 0) {
            return Optional.empty();
        }
        CustomDomain own = byName.get(host);
        return own != null ? Optional.of(own) : Optional.ofNullable(byName.get(host.substring(dot)));
    }
}
