package io.underpass.network.control;

import static io.underpass.aws.shape.Shapes.input;

import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.network.model.NetworkState;
import java.util.List;
import java.util.Set;

/**
 * What tools ask {@code sts} before they begin: who they are. Everybody is the account's root user.
 *
 * <p>Threads: stateless; the operations run on the control thread.
 */
public final class StsOperations {

    /** The XML namespace of answers. */
    public static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    /** The version that requests name. */
    public static final String VERSION = "2011-06-15";

    private StsOperations() {}

    /** GetCallerIdentity. */
    public static List<Operation<NetworkState>> operations() {
        return List.of(new Operation<>("GetCallerIdentity", input(""), StsOperations::callerIdentity));
    }

    /** The names of the real service's other operations. */
    public static Set<String> unemulated() {
        return Set.of(
                "AssumeRole",
                "AssumeRoleWithSAML",
                "AssumeRoleWithWebIdentity",
                "AssumeRoot",
                "DecodeAuthorizationMessage",
                "GetAccessKeyInfo",
                "GetDelegatedAccessToken",
                "GetFederationToken",
                "GetSessionToken",
                "GetWebIdentityToken");
    }

    /** Of a root user the id is the account's. */
    private static Outcome<NetworkState> callerIdentity(Call<NetworkState> call) {
        String account = call.scope().account();
        return new Outcome<>(
                call.state(),
                Answer.empty()
                        .put("Arn", "arn:aws:iam::" + account + ":root")
                        .put("UserId", account)
                        .put("Account", account));
    }
}
