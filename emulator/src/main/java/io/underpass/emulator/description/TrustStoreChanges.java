package io.underpass.emulator.description;

import io.underpass.alb.model.AlbState;
import io.underpass.aws.Arn;
import io.underpass.aws.control.LocalCalls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes trust stores as they are described; their files are read each time. Threads: on the control thread. */
record TrustStoreChanges(LocalCalls<AlbState> calls, Owner owner) {

    private static final String ARN = "TrustStoreArn";

    /** Makes or changes what is described; what is not any more stays until {@link #remove}. Gives ARNs by name. */
    Map<String, String> put(List<TrustStore> described) {
        Map<String, String> arns = new LinkedHashMap<>();
        described.forEach(
                store -> arns.put(store.name(), Refusal.at(Paths.trustStore(store.name()), () -> put(store))));
        return arns;
    }

    private String put(TrustStore wanted) {
        Optional<io.underpass.alb.model.TrustStore> existing = calls.state().trustStores().values().stream()
                .filter(store -> isHere(store) && store.name().equals(wanted.name()))
                .findFirst();
        existing.filter(store -> !isOwned(store)).ifPresent(store -> {
            throw new Refusal(
                    Paths.trustStore(wanted.name()),
                    Owner.taken("the trust store '" + wanted.name() + "'", store.tags()));
        });
        Members bundle = new Members()
                .text("CaCertificatesBundleS3Bucket", bucket(wanted.bundle()))
                .text("CaCertificatesBundleS3Key", key(wanted.bundle()));
        String operation = existing.isPresent() ? "ModifyTrustStore" : "CreateTrustStore";
        Members input = existing.map(store -> bundle.text(ARN, store.trustStoreArn()))
                .orElseGet(() -> bundle.text("Name", wanted.name()).pairs("Tags", owner.tags()));
        String arn = calls.call(operation, input.json(), owner.scope())
                .path("TrustStores")
                .path(0)
                .path(ARN)
                .textValue();
        putRevocations(wanted, arn);
        return arn;
    }

    /** Each list gets a new id when it is added; where all are as they were they keep theirs. */
    private void putRevocations(TrustStore wanted, String arn) {
        io.underpass.alb.model.TrustStore before = store(arn);
        calls.change(state -> state.with(before.withRevocations(List.of(), before.lastRevocationId())));
        if (!wanted.revocations().isEmpty()) {
            List<Members> contents = wanted.revocations().stream()
                    .map(place -> Members.of("S3Bucket", bucket(place)).text("S3Key", key(place)))
                    .toList();
            calls.call(
                    "AddTrustStoreRevocations",
                    Members.of(ARN, arn)
                            .structures("RevocationContents", contents)
                            .json(),
                    owner.scope());
        }
        if (contents(before).equals(contents(store(arn)))) {
            calls.change(state -> state.with(before));
        }
    }

    private static List<List<Object>> contents(io.underpass.alb.model.TrustStore store) {
        return store.revocations().stream()
                .map(list -> List.<Object>of(list.source(), list.content()))
                .toList();
    }

    /** Removes what is not described any more; to be called once no listener has it. */
    void remove(List<TrustStore> described) {
        Set<String> names = described.stream().map(TrustStore::name).collect(Collectors.toSet());
        List.copyOf(calls.state().trustStores().values()).stream()
                .filter(store -> isHere(store) && isOwned(store) && !names.contains(store.name()))
                .forEach(store -> Refusal.at(
                        "trustStores",
                        () -> calls.call(
                                "DeleteTrustStore",
                                Members.of(ARN, store.trustStoreArn()).json(),
                                owner.scope())));
    }

    private boolean isHere(io.underpass.alb.model.TrustStore store) {
        return Arn.parse(store.trustStoreArn())
                .filter(arn -> arn.region().equals(owner.scope().region())
                        && arn.account().equals(owner.scope().account()))
                .isPresent();
    }

    private boolean isOwned(io.underpass.alb.model.TrustStore store) {
        return owner.owns(owner.scope(), store.tags());
    }

    private io.underpass.alb.model.TrustStore store(String arn) {
        return Optional.ofNullable(calls.state().trustStores().get(arn)).orElseThrow();
    }

    private static String bucket(String place) {
        return place.substring(0, Math.max(0, place.indexOf('/')));
    }

    private static String key(String place) {
        return place.substring(place.indexOf('/') + 1);
    }
}
