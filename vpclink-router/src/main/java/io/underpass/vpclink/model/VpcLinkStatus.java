package io.underpass.vpclink.model;

/**
 * Where a VPC link is in its life. AWS has two more: {@code FAILED}, and {@code INACTIVE} after 60 days without traffic.
 * Nothing here can fail to be provisioned and no emulator runs that long, so neither ever occurs.
 *
 * <p>Threads: immutable.
 */
public enum VpcLinkStatus {
    /** Its network interfaces are being made; no traffic passes. */
    PENDING("VPC link is provisioning ENIs"),
    /** Traffic passes. */
    AVAILABLE("VPC link is ready to route traffic"),
    /** Its network interfaces are being removed; no traffic passes. AWS's wording of this message is a guess. */
    DELETING("VPC link is deleting ENIs");

    private final String message;

    VpcLinkStatus(String message) {
        this.message = message;
    }

    /** The {@code vpcLinkStatusMessage}. */
    public String message() {
        return message;
    }
}
