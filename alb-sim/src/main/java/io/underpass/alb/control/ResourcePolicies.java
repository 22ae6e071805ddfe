package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.string;

import io.underpass.alb.model.AlbState;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import java.util.List;

/**
 * GetResourcePolicy. A trust store gets a policy when it is shared with another account, which nobody can do here; so
 * none has one.
 *
 * <p>Threads: stateless.
 */
final class ResourcePolicies {

    private ResourcePolicies() {}

    static List<Operation<AlbState>> operations() {
        return List.of(new Operation<>(
                "GetResourcePolicy", input("").required("ResourceArn", string()), ResourcePolicies::get));
    }

    private static Outcome<AlbState> get(Call<AlbState> call) {
        throw Refusals.of(
                "ResourceNotFound",
                "No resource policy was found for '" + call.input().string("ResourceArn") + "'");
    }
}
