package io.underpass.alb.data;

import io.underpass.wire.FlowObserver;

/**
 * Counts one connection through a network load balancer's listener; that is one of TLS where TLS ends there.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class FlowCounts implements FlowObserver.Flowing {

    private final MetricCounters.OnLoop counts;
    private final boolean tls;
    private boolean running;
    private boolean reset;

    /**
     * One that has just been made.
     *
     * @param counts of the load balancer or the target group, on its event loop
     * @param tls whether TLS ends at the listener
     */
    FlowCounts(MetricCounters.OnLoop counts, boolean tls) {
        this.counts = counts;
        this.tls = tls;
    }

    @Override
    public void begins() {
        if (!running) {
            running = true;
            counts.count(tls ? LoadBalancerMetric.NLB_NEW_FLOW_TLS : LoadBalancerMetric.NLB_NEW_FLOW_TCP);
            active(1);
        }
    }

    @Override
    public void rejected() {
        counts.count(LoadBalancerMetric.NLB_REJECTED_FLOW);
    }

    @Override
    public void passed(int bytes) {
        passed((long) bytes);
    }

    /** So many bytes have come from the client, or go there. */
    void passed(long bytes) {
        counts.count(
                tls ? LoadBalancerMetric.NLB_PROCESSED_BYTES_TLS : LoadBalancerMetric.NLB_PROCESSED_BYTES_TCP, bytes);
    }

    /** Both ends are reset in the end; who began counts. */
    @Override
    public void reset(FlowObserver.End by) {
        if (!reset) {
            reset = true;
            counts.count(
                    switch (by) {
                        case CLIENT -> LoadBalancerMetric.NLB_TCP_CLIENT_RESET;
                        case TARGET -> LoadBalancerMetric.NLB_TCP_TARGET_RESET;
                        case HERE -> LoadBalancerMetric.NLB_TCP_ELB_RESET;
                    });
        }
    }

    @Override
    public void clientNotSecured(String serverName) {
        counts.count(LoadBalancerMetric.NLB_CLIENT_TLS_NEGOTIATION_ERROR);
    }

    @Override
    public void targetNotSecured() {
        counts.count(LoadBalancerMetric.NLB_TARGET_TLS_NEGOTIATION_ERROR);
    }

    @Override
    public void ended() {
        if (running) {
            running = false;
            active(-1);
        }
    }

    private void active(long more) {
        counts.count(tls ? LoadBalancerMetric.NLB_ACTIVE_FLOW_TLS : LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP, more);
    }
}
