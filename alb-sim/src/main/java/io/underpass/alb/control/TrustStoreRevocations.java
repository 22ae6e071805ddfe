package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.S3Files;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.TrustStore;
import io.underpass.alb.model.TrustStore.Revocation;
import io.underpass.alb.model.TrustStore.S3Object;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * AddTrustStoreRevocations, RemoveTrustStoreRevocations, DescribeTrustStoreRevocations and
 * GetTrustStoreRevocationContent.
 *
 * <p>Threads: for the control thread; reads files.
 */
record TrustStoreRevocations(S3Files files) {

    private static final int MAX_LISTS = 30;
    private static final int MAX_ENTRIES = 500_000;

    private static final StructureShape ONE = input("").required("TrustStoreArn", string());

    private static final StructureShape ADD = ONE.optional(
            "RevocationContents",
            list(structure()
                    .optional("S3Bucket", string())
                    .optional("S3Key", string())
                    .optional("S3ObjectVersion", string())
                    .optional("RevocationType", enumeration("CRL"))));

    private static final StructureShape DESCRIBE = ONE.optional("RevocationIds", list(integer()))
            .optional("Marker", string())
            .optional("PageSize", integer(1, Answer.PAGE_SIZE));

    List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("AddTrustStoreRevocations", ADD, this::add),
                new Operation<>(
                        "RemoveTrustStoreRevocations",
                        ONE.required("RevocationIds", list(integer())),
                        TrustStoreRevocations::remove),
                new Operation<>("DescribeTrustStoreRevocations", DESCRIBE, TrustStoreRevocations::describe),
                new Operation<>(
                        "GetTrustStoreRevocationContent", ONE.required("RevocationId", integer()), this::content));
    }

    private Outcome<AlbState> add(Call<AlbState> call) {
        TrustStore store = Existing.of(call).trustStore(call.input().string("TrustStoreArn"));
        List<Revocation> all = new ArrayList<>(store.revocations());
        List<ObjectNode> added = new ArrayList<>();
        int id = store.lastRevocationId();
        for (Input given : call.input().structures("RevocationContents")) {
            Revocation revocation = read(++id, given);
            all.add(revocation);
            added.add(render(store, revocation));
        }
        int entries = all.stream().mapToInt(Revocation::numberOfRevokedEntries).sum();
        if (all.size() > MAX_LISTS || entries > MAX_ENTRIES) {
            throw Refusals.of(
                    "TooManyTrustStoreRevocationEntries",
                    "A trust store can hold '" + MAX_LISTS + "' revocation lists with '" + MAX_ENTRIES
                            + "' entries altogether");
        }
        AlbState after =
                added.isEmpty() ? call.state() : call.state().with(store.withRevocations(List.copyOf(all), id));
        return new Outcome<>(after, Answer.list("TrustStoreRevocations", added));
    }

    private Revocation read(int id, Input given) {
        String bucket = given.optionalString("S3Bucket").orElse("");
        String key = given.optionalString("S3Key").orElse("");
        byte[] bytes = files.read(bucket, key)
                .orElseThrow(() -> Refusals.of(
                        "RevocationContentNotFound",
                        "The specified revocation content 's3://" + bucket + '/' + key + "' does not exist"));
        try {
            X509CRL list =
                    (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(bytes));
            int entries = list.getRevokedCertificates() == null
                    ? 0
                    : list.getRevokedCertificates().size();
            return new Revocation(
                    id,
                    new S3Object(bucket, key, given.optionalString("S3ObjectVersion")),
                    entries,
                    Base64.getEncoder().encodeToString(list.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw Refusals.of(
                    "InvalidRevocationContent",
                    "The specified revocation content 's3://" + bucket + '/' + key + "' cannot be read: "
                            + e.getMessage());
        }
    }

    private static Outcome<AlbState> remove(Call<AlbState> call) {
        TrustStore store = Existing.of(call).trustStore(call.input().string("TrustStoreArn"));
        List<Revocation> left = new ArrayList<>(store.revocations());
        left.removeAll(chosen(store, ids(call.input())).values());
        return new Outcome<>(
                call.state().with(store.withRevocations(List.copyOf(left), store.lastRevocationId())), Answer.empty());
    }

    private static Outcome<AlbState> describe(Call<AlbState> call) {
        TrustStore store = Existing.of(call).trustStore(call.input().string("TrustStoreArn"));
        List<Integer> ids = ids(call.input());
        List<Integer> asked = ids.isEmpty()
                ? store.revocations().stream().map(Revocation::revocationId).toList()
                : ids;
        return new Outcome<>(
                call.state(),
                Answer.page(
                        "TrustStoreRevocations",
                        call.input(),
                        chosen(store, asked),
                        revocation -> render(store, revocation)));
    }

    /** On AWS a URL that is good for ten minutes; here the place of the file in the directory that stands for S3. */
    private Outcome<AlbState> content(Call<AlbState> call) {
        TrustStore store = Existing.of(call).trustStore(call.input().string("TrustStoreArn"));
        int id = call.input().optionalInteger("RevocationId").orElse(0);
        S3Object source = chosen(store, List.of(id)).values().iterator().next().source();
        return new Outcome<>(
                call.state(), Answer.empty().put("Location", files.location(source.bucket(), source.key())));
    }

    private static List<Integer> ids(Input input) {
        return input.integers("RevocationIds");
    }

    /** By ids that have the order of numbers. */
    private static Map<String, Revocation> chosen(TrustStore store, List<Integer> ids) {
        Map<String, Revocation> chosen = new TreeMap<>();
        for (int id : ids) {
            Revocation found = store.revocations().stream()
                    .filter(revocation -> revocation.revocationId() == id)
                    .findFirst()
                    .orElseThrow(() -> Refusals.of(
                            "RevocationIdNotFound",
                            "Revocation '" + id + "' of trust store '" + store.trustStoreArn() + "' not found"));
            chosen.put(String.format("%010d", id), found);
        }
        return chosen;
    }

    private static ObjectNode render(TrustStore store, Revocation revocation) {
        return Answer.empty()
                .put("TrustStoreArn", store.trustStoreArn())
                .put("RevocationId", revocation.revocationId())
                .put("RevocationType", "CRL")
                .put("NumberOfRevokedEntries", revocation.numberOfRevokedEntries());
    }
}
