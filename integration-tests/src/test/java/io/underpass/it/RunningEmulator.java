package io.underpass.it;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.UnderpassBuilder;
import io.underpass.wire.HostAndPort;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** The emulator on a free port of this machine. Threads: safe. */
final class RunningEmulator implements AutoCloseable {

    private final Underpass underpass;

    /** As it is by default. */
    RunningEmulator() {
        this(UnaryOperator.identity());
    }

    /** With further settings. */
    RunningEmulator(UnaryOperator<UnderpassBuilder> settings) {
        underpass = settings.apply(Underpass.builder().port(0)).start();
    }

    /** Where every API and every invoke URL is found. */
    URI endpoint() {
        return underpass.endpoint();
    }

    /** The emulator's time passes at once, and what falls due in it happens. */
    void pass(Duration time) {
        underpass.clock().advance(time);
    }

    /** The emulator's time stands still but for {@link #pass}, until {@link #letTimePass}. */
    void stopTime() {
        underpass.clock().freeze();
    }

    /** The emulator's time. */
    Instant now() {
        return underpass.clock().instant();
    }

    /** The emulator's time goes on as the machine's does. */
    void letTimePass() {
        underpass.clock().resume();
    }

    /** Where the listeners of load balancers are bound, if they are. */
    List<InetSocketAddress> doors() {
        return underpass.listeners().stream()
                .map(listener -> HostAndPort.parse(listener.address()).orElseThrow())
                .map(address ->
                        new InetSocketAddress(address.host(), address.port().orElseThrow()))
                .toList();
    }

    @Override
    public void close() {
        underpass.close();
    }
}
