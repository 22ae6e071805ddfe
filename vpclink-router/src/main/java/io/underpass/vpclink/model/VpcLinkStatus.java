package io.underpass.vpclink.model;

/**
 * Where a VPC link is in its life. Only links of the second version become {@link #INACTIVE}.
 *
 * <p>Threads: immutable.
 */
public enum VpcLinkStatus {
    /** Its network interfaces are being made; no traffic passes. */
    PENDING("VPC link is provisioning ENIs"),
    /** Traffic passes. */
    AVAILABLE("VPC link is ready to route traffic"),
    /**
     * Nobody used it for so long that its network interfaces were removed; no traffic passes until they are there again.
     * AWS's wording of this message is a guess.
     */
    INACTIVE("VPC link is inactive because no traffic was sent over it"),
    /** Its network interfaces are being removed; no traffic passes. AWS's wording of this message is a guess. */
    DELETING("VPC link is deleting ENIs"),
    /** Its network interfaces could not be made; no traffic passes, ever. Each failure has a message of its own. */
    FAILED("VPC link failed to provision ENIs");

    private final String message;

    VpcLinkStatus(String message) {
        this.message = message;
    }

    /** The {@code vpcLinkStatusMessage} of a link of the second version. */
    public String message() {
        return message;
    }
}
