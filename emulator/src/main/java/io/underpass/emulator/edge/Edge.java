package io.underpass.emulator.edge;

import io.underpass.alb.data.LoadBalancerFleet;
import io.underpass.alb.data.Lookup;
import io.underpass.aws.Ids;
import io.underpass.aws.Scope;
import io.underpass.gateway.data.GatewayService;
import io.underpass.gateway.data.InvokeAddress;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.RequestHead;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything that arrives at the edge port, told apart in this order: the admin API, a custom domain name, another
 * invocation of a REST API, a load balancer's DNS name, what scripts written for other emulators ask for, a control call of
 * AWS.
 *
 * <p>Threads: safe; called on event loops.
 */
public final class Edge implements HttpService {

    private final CallerPolicy callers;
    private final AdminService admin;
    private final BroughtCalls brought;
    private final Supplier<GatewayService> gateway;
    private final LoadBalancerNames loadBalancers;
    private final SigningKeys signingKeys;
    private final AwsEndpoint aws;

    /**
     * An edge.
     *
     * @param gateway the REST APIs; asked for with each request, and always the same
     * @param services the control APIs; asked for on the control thread
     * @param places leads from a listener that was found to what answers for it
     * @param allowedHosts names under which the control APIs answer, beside those that can only mean this machine
     * @param defaultScope the account, and the region of calls that name none
     * @param controlThread runs the control calls
     */
    public Edge(
            Supplier<GatewayService> gateway,
            LoadBalancerFleet fleet,
            Function<Lookup.Found, HttpService> places,
            Supplier<AwsServices> services,
            AdminService admin,
            Set<String> allowedHosts,
            Scope defaultScope,
            Executor controlThread,
            Ids ids,
            Function<String, Optional<String>> nodeSigningKeys) {
        this.callers = new CallerPolicy(allowedHosts);
        this.admin = admin;
        this.brought = new BroughtCalls(admin);
        this.gateway = gateway;
        this.signingKeys = new SigningKeys(keyId -> fleet.publicKey(keyId).or(() -> nodeSigningKeys.apply(keyId)));
        this.loadBalancers = new LoadBalancerNames(fleet, places, signingKeys);
        this.aws = new AwsEndpoint(services, controlThread, defaultScope, ids);
    }

    @Override
    public void handle(Exchange exchange) {
        RequestHead head = exchange.request();
        if (head.target().startsWith(SigningKeys.PREFIX)) {
            guarded(exchange, signingKeys);
            return;
        }
        if (head.target().startsWith(AdminService.PREFIX)) {
            guarded(exchange, admin);
            return;
        }
        GatewayService apis = gateway.get();
        if (apis.handleCustomDomain(exchange)) {
            return;
        }
        Optional<InvokeAddress> invocation = InvokeAddress.of(head);
        if (invocation.isPresent()) {
            apis.handle(exchange, invocation.get());
        } else if (LoadBalancerNames.owns(head)) {
            loadBalancers.handle(exchange);
        } else if (BroughtCalls.owns(head.target())) {
            guarded(exchange, brought);
        } else {
            guarded(exchange, aws);
        }
    }

    private void guarded(Exchange exchange, HttpService service) {
        Optional<String> refusal = callers.refusal(exchange.request().headers());
        if (refusal.isPresent()) {
            Answer.message(exchange, 403, refusal.get());
        } else {
            service.handle(exchange);
        }
    }
}
