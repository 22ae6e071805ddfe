package io.underpass.gateway.data;

import io.underpass.gateway.StageLogs;
import io.underpass.gateway.StageLogs.Kind;
import io.underpass.gateway.compile.AccessLogFormat;
import io.underpass.gateway.compile.MethodLogging;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins to count and log what a stage, and later a method, wants counted and logged. Requests that reach no stage are
 * nobody's.
 *
 * <p>Threads: safe.
 */
final class Observe {

    private static final Logger LOG = LoggerFactory.getLogger(Observe.class);

    private final StageLogs logs;
    private final GatewayMetrics metrics;

    Observe(StageLogs logs, GatewayMetrics metrics) {
        this.logs = logs;
        this.metrics = metrics;
    }

    /** As soon as the stage is known. */
    Outcome stage(Invocation invocation) {
        invocation.countedIn(metrics.of(invocation.api().id(), invocation.stage()));
        Optional<AccessLogFormat> format = invocation.stage().accessLog();
        if (format.isPresent()) {
            invocation.observedBy((status, bytes, whole) -> guarded(
                    invocation,
                    () -> logs.write(
                            log(invocation, Kind.ACCESS),
                            List.of(new AccessLogLine(invocation, status, bytes).in(format.get())))));
        }
        return Outcome.NEXT;
    }

    /** As soon as the method is known. */
    Outcome method(Invocation invocation) {
        if (invocation.method().measured()) {
            invocation.countedIn(metrics.of(
                    invocation.api().id(),
                    invocation.stage(),
                    invocation.match().route()));
        }
        Optional<MethodLogging> settings = invocation.method().logging();
        if (settings.isPresent()) {
            ExecutionLog log = new ExecutionLog(settings.get(), invocation::nowMillis);
            invocation.logsTo(log);
            invocation.observedBy((status, bytes, whole) -> guarded(invocation, () -> {
                log.ends(status, whole);
                write(invocation, log);
            }));
        }
        return Outcome.NEXT;
    }

    /** Before the request is looked at, and after the last phase that may turn it away unseen. */
    static Outcome execution(Invocation invocation) {
        ExecutionLog log = invocation.log();
        if (log != null) {
            log.begins(invocation);
        }
        return Outcome.NEXT;
    }

    private void write(Invocation invocation, ExecutionLog log) {
        String prefix = "(" + invocation.identity().requestId() + ") ";
        List<String> lines = log.lines().stream()
                .map(line -> prefix + LogText.oneLine(line.text()))
                .toList();
        if (!lines.isEmpty()) {
            logs.write(log(invocation, Kind.EXECUTION), lines);
        }
    }

    private static StageLogs.Log log(Invocation invocation, Kind kind) {
        String stage = invocation.stage().name();
        // A canary's executions have a log group of their own (AWS, "Set up an API Gateway canary release deployment").
        boolean apart = kind == Kind.EXECUTION && invocation.stage().isCanary();
        return new StageLogs.Log(kind, invocation.api().id(), apart ? stage + "/Canary" : stage);
    }

    /** The client has its answer, or nobody is there any more: a line that cannot be written is nobody's failure. */
    private static void guarded(Invocation invocation, Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException e) {
            LOG.error("request {} could not be logged", invocation.identity().requestId(), e);
        }
    }
}
