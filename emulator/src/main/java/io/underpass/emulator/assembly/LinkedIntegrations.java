package io.underpass.emulator.assembly;

import io.underpass.aws.Scope;
import io.underpass.gateway.control.VpcLinkReferences;
import io.underpass.gateway.model.GatewayState;
import io.underpass.vpclink.LinkUsers;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells VPC links which REST APIs name them.
 *
 * <p>Threads: called on the control thread only.
 */
final class LinkedIntegrations implements LinkUsers {

    private final Supplier<GatewayState> apis;

    LinkedIntegrations(Supplier<GatewayState> apis) {
        this.apis = apis;
    }

    @Override
    public List<User> of(Scope scope, String vpcLinkId) {
        return VpcLinkReferences.to(apis.get(), scope, vpcLinkId).stream()
                .map(found -> new User(found.restApiId(), found.httpMethod(), found.resourceId(), found.stage()))
                .toList();
    }
}
