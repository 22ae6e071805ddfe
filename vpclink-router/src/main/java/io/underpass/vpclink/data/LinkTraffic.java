package io.underpass.vpclink.data;

import io.underpass.vpclink.LinkActivity;
import io.underpass.vpclink.compile.CompiledLink;
import io.underpass.vpclink.compile.VpcLinkSnapshot;
import io.underpass.vpclink.model.VpcLink;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Remembers when each link of the second version was last used. A link without traffic for long loses its network
 * interfaces; the next request fails, and wakes it: it gets them back, which takes its time (spec 1.10 of API Gateway).
 *
 * <p>Time during which this process does not run counts as traffic: a link that was kept over a restart is not INACTIVE
 * because nobody could use it.
 *
 * <p>Threads: safe. A request reads two volatile fields and seldom writes one: the time is kept coarsely.
 */
public final class LinkTraffic implements LinkActivity {

    /** A link may be taken for idle earlier than it is, by this part of the idle time. */
    private static final int COARSENESS = 100;

    private final boolean watches;
    private final long idleMillis;
    private final long coarseMillis;
    private final long wakingMillis;
    private volatile long startedAtMillis;
    private final ConcurrentMap<String, Use> uses = new ConcurrentHashMap<>();

    /**
     * Traffic from {@code startedAt} on.
     *
     * @param idle after how long without traffic a link is INACTIVE; zero for never
     * @param provisioning how long a link takes to wake
     */
    public LinkTraffic(Duration idle, Duration provisioning, Instant startedAt) {
        watches = !idle.isZero();
        idleMillis = idle.toMillis();
        coarseMillis = idleMillis / COARSENESS;
        wakingMillis = provisioning.toMillis();
        startedAtMillis = startedAt.toEpochMilli();
    }

    /** Forgets the links that {@code snapshot} does not have; to be called after every publication. */
    public void follow(VpcLinkSnapshot snapshot) {
        uses.keySet().retainAll(snapshot.links().keySet());
    }

    /** Forgets when links were used: they are used {@code now}, or when they were made. */
    public void forget(Instant now) {
        startedAtMillis = now.toEpochMilli();
        uses.clear();
    }

    @Override
    public boolean isInactive(VpcLink link, Instant now) {
        return watches && !use(link).isAwake(now.toEpochMilli(), idleMillis);
    }

    /**
     * Notes a request for {@code link}, which is provisioned.
     *
     * @return whether it passes; where not, it has woken the link
     */
    boolean passes(CompiledLink link, long nowMillis) {
        if (!watches) {
            return true;
        }
        Use use = use(link.link());
        if (!use.isAwake(nowMillis, idleMillis)) {
            return use.wake(nowMillis, idleMillis, wakingMillis);
        }
        use.note(nowMillis, coarseMillis);
        return true;
    }

    private Use use(VpcLink link) {
        Use known = uses.get(link.vpcLinkId());
        return known == null
                ? uses.computeIfAbsent(
                        link.vpcLinkId(),
                        id -> new Use(Math.max(
                                startedAtMillis, link.life().settledAt().toEpochMilli())))
                : known;
    }

    /** The use of one link. */
    private static final class Use {

        private volatile long lastMillis;
        private volatile long awakeFromMillis;

        Use(long idleFromMillis) {
            lastMillis = idleFromMillis;
        }

        boolean isAwake(long nowMillis, long idleMillis) {
            return nowMillis >= awakeFromMillis && nowMillis - lastMillis < idleMillis;
        }

        void note(long nowMillis, long coarseMillis) {
            if (nowMillis - lastMillis > coarseMillis) {
                lastMillis = nowMillis;
            }
        }

        /** Begins to wake unless that has begun; whether it is awake by now. */
        synchronized boolean wake(long nowMillis, long idleMillis, long wakingMillis) {
            if (nowMillis >= awakeFromMillis && !isAwake(nowMillis, idleMillis)) {
                awakeFromMillis = nowMillis + wakingMillis;
                lastMillis = awakeFromMillis;
            }
            return nowMillis >= awakeFromMillis;
        }
    }
}
