package io.underpass.emulator.node;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.underpass.emulator.clock.Followers;
import io.underpass.emulator.clock.ShownTime;
import io.underpass.emulator.faults.Faults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Nodes go by the edge's clock: they are told what it shows with their configuration, and say so once they have followed.
 * One that comes later begins with what it shows then.
 *
 * <p>Threads: safe; never waits.
 */
public final class FollowingNodes implements Followers {

    /** Health checks of targets that hang take their time. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final NodeRegistry nodes;
    private final Executor controlThread;
    private final EventExecutor timer;

    /** For {@code nodes}, which are of {@code controlThread}. */
    public FollowingNodes(NodeRegistry nodes, Executor controlThread, EventExecutor timer) {
        this.nodes = nodes;
        this.controlThread = controlThread;
        this.timer = timer;
    }

    @Override
    public CompletionStage<?> ready() {
        CompletableFuture<Void> known = new CompletableFuture<>();
        if (nodes.any() && onControlThread(() -> nodes.whenSettled(known), known)) {
            later(Faults.PATIENCE, known, () -> known.complete(null));
        } else {
            known.complete(null);
        }
        return known;
    }

    @Override
    public CompletionStage<?> follow(ShownTime time) {
        CompletableFuture<Void> known = new CompletableFuture<>();
        nodes.goBy(time);
        if (!nodes.any()) {
            known.complete(null);
        } else if (onControlThread(nodes::assignAll, known)) {
            nodes.whenFollowed(() -> look(known));
            look(known, System.nanoTime() + PATIENCE.toNanos());
        }
        return known;
    }

    @Override
    public List<String> behind() {
        return nodes.behind();
    }

    private void look(CompletableFuture<Void> known) {
        if (nodes.haveFollowed()) {
            known.complete(null);
        }
    }

    /** Also where nobody says anything any more: the last node may be gone. */
    private void look(CompletableFuture<Void> known, long deadlineNanos) {
        look(known);
        if (System.nanoTime() - deadlineNanos > 0) {
            known.complete(null);
        } else if (!known.isDone()) {
            later(LOOK, known, () -> look(known, deadlineNanos));
        }
    }

    private void later(Duration delay, CompletableFuture<Void> known, Runnable task) {
        try {
            timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS).addListener((Future<Object> scheduled) -> {
                if (scheduled.isCancelled()) {
                    known.complete(null); // It stops meanwhile.
                }
            });
        } catch (RejectedExecutionException e) {
            known.complete(null); // The emulator stops.
        }
    }

    private boolean onControlThread(Runnable task, CompletableFuture<Void> known) {
        try {
            controlThread.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            known.complete(null); // The emulator stops, or is too busy to wait for.
            return false;
        }
    }
}
