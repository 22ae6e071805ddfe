package io.underpass.aws.sigv4;

import io.underpass.aws.Arn;
import java.util.Locale;
import java.util.Optional;

/**
 * An access key and whom it belongs to.
 *
 * <p>Threads: immutable.
 *
 * @param principal an IAM user, an assumed role's session, or an account's root
 * @param sessionToken what requests with the key have to show; of a temporary key without one any token is good
 */
public record AccessKey(String id, String secret, Arn principal, Optional<String> sessionToken) {

    private static final String USER = "user/";
    private static final int ID_CHARACTERS = 17;

    /** A key that comes without a certain session token. */
    public AccessKey(String id, String secret, Arn principal) {
        this(id, secret, principal, Optional.empty());
    }

    /** The key {@code id} of the user of the same name in {@code account}. */
    public static AccessKey ofUser(String id, String secret, String account) {
        return new AccessKey(id, secret, new Arn("aws", "iam", "", account, USER + id));
    }

    /** Whether the key is temporary, and so only good together with a session token. */
    public boolean isTemporary() {
        return id.startsWith("ASIA");
    }

    /**
     * The unique id of the principal, as {@code $context.identity.caller} shows it: one of AWS's form, the same every
     * time.
     */
    public String userId() {
        String resource = principal.resource();
        if (resource.equals("root")) {
            return principal.account();
        }
        String unique =
                Digests.sha256Hex(principal.toString()).toUpperCase(Locale.ROOT).substring(0, ID_CHARACTERS);
        return resource.startsWith("assumed-role/")
                ? "AROA" + unique + ':' + resource.substring(resource.lastIndexOf('/') + 1)
                : "AIDA" + unique;
    }

    /** The account of the principal. */
    public String account() {
        return principal.account();
    }

    /** A secret is nothing to print. */
    @Override
    public String toString() {
        return "AccessKey[" + id + " of " + principal + ']';
    }
}
