package io.underpass.alb.data;

import io.underpass.alb.Targets;
import io.underpass.alb.model.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a name, looked up again and again: containers come and go under the name of their service. One lookup
 * that finds none is not believed while there are addresses, and a lookup that fails changes nothing, so that a name
 * server that hiccups takes no target away.
 *
 * <p>Threads: confined to the timer's thread; lookups run elsewhere.
 */
final class AddressWatch {

    /** From the end of a lookup to the next. */
    static final Duration PERIOD = Duration.ofSeconds(5);

    private final String name;
    private final boolean ipv6;
    private final Targets targets;
    private final Timer timer;
    private final Consumer<Addresses> changed;
    private Timer.Cancellable next = () -> {};
    private Optional<Addresses> known = Optional.empty();
    private boolean missedOnce;
    private boolean stopped;

    /**
     * What a name stands for.
     *
     * @param all in order; none where it has none
     * @param problem for people: why there is none
     */
    record Addresses(List<String> all, String problem) {}

    /**
     * A watch that has not begun.
     *
     * @param ipv6 which family counts where a name has addresses of both
     * @param changed told of the addresses when they are found first, and whenever they are others
     */
    AddressWatch(String name, boolean ipv6, Targets targets, Timer timer, Consumer<Addresses> changed) {
        this.name = name;
        this.ipv6 = ipv6;
        this.targets = targets;
        this.timer = timer;
        this.changed = changed;
    }

    /** Looks the name up now and from now on. */
    void start() {
        Runnable done = timer.working();
        targets.addresses(name)
                .whenComplete((addresses, cause) -> timer.machine().schedule(Duration.ZERO, () -> {
                    try {
                        lookedUp(addresses, cause);
                    } finally {
                        done.run();
                    }
                }));
    }

    /** Looks up no more. */
    void stop() {
        stopped = true;
        next.cancel();
    }

    private void lookedUp(@Nullable List<String> addresses, @Nullable Throwable cause) {
        if (stopped) {
            return;
        }
        next = timer.machine().schedule(PERIOD, this::start);
        boolean some = known.isPresent() && !known.get().all().isEmpty();
        if (addresses == null) {
            if (!some) {
                tell(new Addresses(List.of(), "the name " + name + " could not be looked up: " + unwrapped(cause)));
            }
        } else if (addresses.isEmpty() && some && !missedOnce) {
            missedOnce = true;
        } else {
            missedOnce = false;
            tell(
                    addresses.isEmpty()
                            ? new Addresses(List.of(), "the name " + name + " has no address")
                            : new Addresses(ofFamily(addresses), ""));
        }
    }

    private void tell(Addresses addresses) {
        if (!known.equals(Optional.of(addresses))) {
            known = Optional.of(addresses);
            changed.accept(addresses);
        }
    }

    /** A name often has an address of the other family too, at which nobody listens. */
    private List<String> ofFamily(List<String> addresses) {
        List<String> preferred = addresses.stream()
                .filter(text -> IpAddress.parse(text)
                        .filter(address -> address.isIpv4() != ipv6)
                        .isPresent())
                .toList();
        return List.copyOf(new TreeSet<>(preferred.isEmpty() ? addresses : preferred));
    }

    private static String unwrapped(@Nullable Throwable cause) {
        Throwable found = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        return String.valueOf(found);
    }
}
