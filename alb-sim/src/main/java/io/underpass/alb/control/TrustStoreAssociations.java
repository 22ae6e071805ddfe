package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.string;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.TrustStore;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * DescribeTrustStoreAssociations and DeleteSharedTrustStoreAssociation. That listeners, and not their load balancers, are
 * what is shown rests on AWS's sample; nothing is shared between accounts here. Threads: stateless.
 */
final class TrustStoreAssociations {

    private TrustStoreAssociations() {}

    static List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>(
                        "DescribeTrustStoreAssociations",
                        input("")
                                .required("TrustStoreArn", string())
                                .optional("Marker", string())
                                .optional("PageSize", integer(1, Answer.PAGE_SIZE)),
                        TrustStoreAssociations::describe),
                new Operation<>(
                        "DeleteSharedTrustStoreAssociation",
                        input("").required("TrustStoreArn", string()).required("ResourceArn", string()),
                        TrustStoreAssociations::deleteShared));
    }

    /** The listeners that verify their clients by {@code store}, by ARN. */
    static Map<String, Listener> of(AlbState state, TrustStore store) {
        Map<String, Listener> users = new TreeMap<>();
        for (Listener listener : state.listeners().values()) {
            state.trustStoreOf(listener)
                    .filter(used -> used.trustStoreArn().equals(store.trustStoreArn()))
                    .ifPresent(used -> users.put(listener.listenerArn(), listener));
        }
        return users;
    }

    private static Outcome<AlbState> describe(Call<AlbState> call) {
        TrustStore store = Existing.of(call).trustStore(call.input().string("TrustStoreArn"));
        return new Outcome<>(
                call.state(),
                Answer.page(
                        "TrustStoreAssociations",
                        call.input(),
                        of(call.state(), store),
                        listener -> Answer.empty().put("ResourceArn", listener.listenerArn())));
    }

    private static Outcome<AlbState> deleteShared(Call<AlbState> call) {
        TrustStore store = Existing.of(call).trustStore(call.input().string("TrustStoreArn"));
        String resource = call.input().string("ResourceArn");
        if (of(call.state(), store).containsKey(resource)) {
            throw Refusals.of(
                    "DeleteAssociationSameAccount",
                    "The association of '" + resource + "' with a trust store of the same account cannot be deleted");
        }
        throw Refusals.of(
                "AssociationNotFound",
                "There is no association between '" + resource + "' and '" + store.trustStoreArn() + "'");
    }
}
