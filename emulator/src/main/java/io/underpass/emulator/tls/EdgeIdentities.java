package io.underpass.emulator.tls;

import io.underpass.emulator.tls.IdentitySource.Wanted;
import io.underpass.gateway.model.DomainName;
import io.underpass.wire.ServerIdentities;
import io.underpass.wire.ServerIdentity;
import io.underpass.wire.TlsTerms;
import io.underpass.wire.certificate.Pem;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of the edge port, each made when its name is first asked for: nothing is done, and no key made, before
 * the first client speaks TLS.
 *
 * <p>Threads: safe; certificates are made on {@link TlsThread}.
 */
public final class EdgeIdentities implements ServerIdentities {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeIdentities.class);
    private static final int MAX_KEPT = 512;

    /** Long before they expire, certificates are made anew. */
    private static final Duration KEPT_FOR = Duration.ofDays(30);

    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "::1");

    private record Kept(CompletableFuture<ServerIdentity> identity, Instant until) {}

    private final IdentitySource source;
    private final TlsThread thread;
    private final Function<String, Optional<DomainName>> domains;
    private final Function<DomainName, Optional<DomainName.Certificate>> certificates;
    private final Function<String, Optional<CompletionStage<ServerIdentity>>> loadBalancers;
    private final InstantSource clock;
    private final Map<Wanted, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Wanted, Kept> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /**
     * The certificates of {@code authority}, unless there are better ones.
     *
     * @param domains the custom domain names
     * @param certificates what these show, if anything is known by the ARNs that they name
     * @param loadBalancers who the load balancer of a DNS name is, where it ends TLS
     */
    public EdgeIdentities(
            LocalAuthority authority,
            TlsThread thread,
            Function<String, Optional<DomainName>> domains,
            Function<DomainName, Optional<DomainName.Certificate>> certificates,
            Function<String, Optional<CompletionStage<ServerIdentity>>> loadBalancers,
            InstantSource clock) {
        this.source = authority.source();
        this.thread = thread;
        this.domains = domains;
        this.certificates = certificates;
        this.loadBalancers = loadBalancers;
        this.clock = clock;
    }

    /** The certificate to be trusted, as PEM. */
    public CompletionStage<String> authorityPem() {
        return thread.call(() -> Pem.of(List.of(source.authority().certificate())));
    }

    /** Any name has a certificate: the client has asked for it, and trusts this authority or does not. */
    @Override
    public CompletionStage<ServerIdentity> identity(String serverName, InetSocketAddress local) {
        Optional<CompletionStage<ServerIdentity>> ofLoadBalancer = loadBalancers.apply(serverName);
        if (ofLoadBalancer.isPresent()) {
            return ofLoadBalancer.get();
        }
        Wanted wanted = wanted(serverName, local);
        Instant now = clock.instant();
        synchronized (kept) {
            Kept known = kept.get(wanted);
            if (known != null && known.until().isAfter(now) && !known.identity().isCompletedExceptionally()) {
                return known.identity();
            }
            CompletableFuture<ServerIdentity> identity = thread.call(() -> source.make(wanted));
            identity.whenComplete((made, failure) -> {
                if (failure != null) {
                    LOG.warn("No certificate for {}: {}", wanted.names().get(0), failure.getMessage());
                }
            });
            kept.put(wanted, new Kept(identity, now.plus(KEPT_FOR)));
            return identity;
        }
    }

    private Wanted wanted(String serverName, InetSocketAddress local) {
        if (!NAME.matcher(serverName).matches()) {
            return new Wanted(namesOf(local), Optional.empty(), Optional.empty(), TlsTerms.USUAL.protocols());
        }
        Optional<DomainName> domain = domains.apply(serverName);
        return new Wanted(
                List.of(serverName),
                domain.flatMap(DomainName::certificate).or(() -> domain.flatMap(certificates)),
                domain.flatMap(DomainName::mutualTls),
                domain.map(found -> SecurityPolicies.versions(found.securityPolicy()))
                        .orElse(TlsTerms.USUAL.protocols()));
    }

    /** A client that names nobody has connected to an address, of this machine or of the network it is in. */
    private static List<String> namesOf(InetSocketAddress local) {
        List<String> names = new ArrayList<>(THIS_MACHINE);
        String address = local.getAddress() == null ? "" : local.getAddress().getHostAddress();
        int zone = address.indexOf('%');
        String plain = zone < 0 ? address : address.substring(0, zone);
        if (!plain.isEmpty() && !local.getAddress().isLoopbackAddress()) {
            names.add(plain);
        }
        return names;
    }
}
