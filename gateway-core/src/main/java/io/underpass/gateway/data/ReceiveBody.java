package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.underpass.wire.BodyCollector;
import io.underpass.wire.BodySink;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the whole request body. API Gateway streams no request, in either transfer mode (AWS, "Stream the
 * integration response"), and calls nobody before the body has kept to its limit.
 *
 * <p>Threads: stateless.
 */
final class ReceiveBody implements Phase {

    @Override
    public Outcome run(Invocation invocation) {
        return invocation.hasBody() || invocation.exchange().body().isEmpty()
                ? Outcome.NEXT
                : receive(invocation, null);
    }

    /** Waits for a body that is not empty, for an earlier phase: {@code then}, unless null, goes on in its place. */
    static Outcome receive(Invocation invocation, @Nullable Runnable then) {
        Receiver receiver = new Receiver(invocation, then);
        invocation.awaits(receiver);
        receiver.receiveFrom(invocation.exchange().body().stream(receiver));
        return Outcome.LATER;
    }

    private static final class Receiver implements BodySink, Pending {
        private final Invocation invocation;
        private final @Nullable Runnable then;
        private final BodyCollector collector =
                new BodyCollector(CheckLimits.MAX_BODY_BYTES, this::complete, tooLarge -> refuse());
        private Flow sender = Flow.NONE;
        private boolean over;
        private boolean unwanted;

        Receiver(Invocation invocation, @Nullable Runnable then) {
            this.invocation = invocation;
            this.then = then;
        }

        void receiveFrom(Flow flow) {
            sender = flow;
            if (unwanted) {
                flow.cancel();
            }
        }

        /** The rest of the body is not wanted. */
        @Override
        public void callOff() {
            if (!over) {
                over = true;
                unwanted = true;
                collector.release();
                sender.cancel();
            }
        }

        @Override
        public void data(ByteBuf data) {
            try {
                collector.data(data);
            } catch (Throwable e) {
                invocation.resume(new Outcome.Broken(e));
            }
        }

        @Override
        public void end() {
            collector.end();
        }

        @Override
        public void abort(Failure failure) {
            if (!over) {
                over = true;
                collector.release();
                // The listener knows best what a sender of half a request can still be told.
                invocation.exchange().abort(failure);
            }
        }

        private void complete(ByteBuf whole) {
            over = true;
            invocation.receivedBody(whole);
            if (then == null) {
                invocation.resume(Outcome.NEXT);
            } else {
                goOn(then);
            }
        }

        private void goOn(Runnable step) {
            try {
                step.run();
            } catch (Throwable e) {
                invocation.resume(new Outcome.Broken(e));
            }
        }

        private void refuse() {
            callOff();
            invocation.resume(
                    CheckLimits.bodyTooLarge(invocation, "more than " + CheckLimits.MAX_BODY_BYTES + " bytes"));
        }
    }
}
