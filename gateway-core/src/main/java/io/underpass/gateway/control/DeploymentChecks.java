package io.underpass.gateway.control;

import io.underpass.gateway.VpcLinks;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Resource;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether an API can be deployed (spec 1.11, 6.6).
 *
 * <p>Threads: stateless as far as the links are safe.
 */
final class DeploymentChecks {

    private DeploymentChecks() {}

    static void check(ApiState api, VpcLinks links) {
        boolean methods = false;
        Set<String> seen = new HashSet<>();
        for (Resource resource : api.resources().values()) {
            for (Method method : resource.methods().values()) {
                methods = true;
                Integration integration = method.integration()
                        .orElseThrow(() -> Refusals.badRequest("No integration defined for method"));
                VpcLinkReferences.of(integration).filter(seen::add).ifPresent(link -> checkLink(api, link, links));
            }
        }
        if (!methods) {
            throw Refusals.badRequest("The REST API doesn't contain any methods");
        }
        if (api.api().policy().isEmpty()
                && api.api().endpointConfiguration().types().contains("PRIVATE")) {
            throw Refusals.badRequest("Private REST API doesn't have a resource policy attached to it");
        }
    }

    /**
     * AWS waits here while a link is PENDING. Nothing waits on the control thread: the API is deployed at once, and its
     * requests are refused until the link, which is looked up for each, is AVAILABLE. The wording is a guess.
     */
    private static void checkLink(ApiState api, String link, VpcLinks links) {
        if (links.isDeleting(api.api().scope(), link)) {
            throw Refusals.badRequest("VPC link " + link + " is being deleted; deployments cannot refer to it");
        }
    }
}
