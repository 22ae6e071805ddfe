package io.underpass.emulator.description;

import io.underpass.acm.model.CertificateState;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.control.LocalCalls;
import io.underpass.gateway.model.GatewayState;
import io.underpass.vpclink.model.VpcLinkState;

/** The control APIs that a description is applied by. Threads: called on the control thread only. */
public record ControlCalls(
        LocalCalls<CertificateState> certificates,
        LocalCalls<AlbState> loadBalancers,
        LocalCalls<VpcLinkState> links,
        LocalCalls<GatewayState> apis) {}
