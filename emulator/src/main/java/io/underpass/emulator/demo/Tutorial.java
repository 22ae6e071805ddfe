package io.underpass.emulator.demo;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Builds what AWS's tutorial builds, call by call, over the AWS endpoint: one VPC link, private load balancers, and a
 * REST API whose resources share the link. What is there already is kept, so that building twice changes nothing.
 *
 * <p>Threads: blocking; for the thread of the command line.
 */
public final class Tutorial {

    /** The stage that the API is deployed to. */
    public static final String STAGE = "test";

    private final TutorialLink link;
    private final TutorialLoadBalancers loadBalancers;
    private final TutorialApi api;

    Tutorial(AwsCalls aws, Steps steps) {
        link = new TutorialLink(aws, steps);
        loadBalancers = new TutorialLoadBalancers(aws, steps);
        api = new TutorialApi(aws, steps);
    }

    /**
     * A tutorial at the emulator that {@code endpoint} leads to.
     *
     * @param patience how long to wait for one thing to become available or healthy
     * @param out told of each step
     */
    public static Tutorial at(URI endpoint, String region, Duration patience, PrintStream out) {
        return new Tutorial(new AwsCalls(endpoint, region), new Steps(out, patience));
    }

    /**
     * Builds it for {@code services}, the first of which also gets the resource {@code /internal-alb}, and waits until
     * their targets are healthy; gives the id of the REST API.
     *
     * @throws DemoFailure if a step goes wrong
     */
    public String build(List<TutorialService> services) {
        String linkId = link.ensure();
        Map<String, String> arns =
                services.stream().collect(Collectors.toMap(TutorialService::name, loadBalancers::ensure));
        return api.ensure(linkId, services, arns);
    }
}
