package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.S3Files;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.TrustStore;
import io.underpass.alb.model.TrustStore.S3Object;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StringShape;
import io.underpass.aws.shape.StructureShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CreateTrustStore, ModifyTrustStore, DeleteTrustStore, DescribeTrustStores and GetTrustStoreCaCertificatesBundle. A trust
 * store is ACTIVE at once.
 *
 * <p>Threads: for the control thread; reads files.
 */
record TrustStores(S3Files files, int limit) {

    private static final int ID_LENGTH = 16;
    private static final String BUNDLE = "CaCertificatesBundle";

    private static final StructureShape PLACE = input("")
            .required(BUNDLE + "S3Bucket", string())
            .required(BUNDLE + "S3Key", string())
            .optional(BUNDLE + "S3ObjectVersion", string());

    private static final StringShape NAME = string(1, 32, "^([a-zA-Z0-9]+-)*[a-zA-Z0-9]+$");

    private static final StructureShape CREATE = PLACE.required("Name", NAME).optional("Tags", TagList.SHAPE);

    private static final StructureShape ONE = input("").required("TrustStoreArn", string());

    private static final StructureShape DESCRIBE = input("")
            .optional("TrustStoreArns", list(string()))
            .optional("Names", list(NAME))
            .optional("Marker", string())
            .optional("PageSize", integer(1, Answer.PAGE_SIZE));

    List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("CreateTrustStore", CREATE, this::create),
                new Operation<>("ModifyTrustStore", PLACE.required("TrustStoreArn", string()), this::modify),
                new Operation<>("DeleteTrustStore", ONE, TrustStores::delete),
                new Operation<>("DescribeTrustStores", DESCRIBE, TrustStores::describe),
                new Operation<>("GetTrustStoreCaCertificatesBundle", ONE, this::bundle));
    }

    private Outcome<AlbState> create(Call<AlbState> call) {
        Input input = call.input();
        Existing existing = Existing.of(call);
        String name = input.string("Name");
        if (existing.trustStoreNamed(name).isPresent()) {
            throw Refusals.of("DuplicateTrustStoreName", "A trust store with the name '" + name + "' already exists");
        }
        if (existing.trustStores().size() >= limit) {
            throw Refusals.of("TooManyTrustStores", "The maximum number of trust stores has been reached: " + limit);
        }
        CaBundle bundle = CaBundle.read(files, place(input));
        TrustStore created = new TrustStore(
                ResourceType.TRUST_STORE.arn(
                        call.scope(), name + '/' + call.ids().hex(ID_LENGTH)),
                name,
                bundle.place(),
                bundle.pem(),
                bundle.certificates(),
                List.of(),
                0,
                TagList.read(input));
        return outcome(call.state().with(created), created);
    }

    private Outcome<AlbState> modify(Call<AlbState> call) {
        TrustStore before = Existing.of(call).trustStore(call.input().string("TrustStoreArn"));
        CaBundle bundle = CaBundle.read(files, place(call.input()));
        TrustStore after = before.withBundle(bundle.place(), bundle.pem(), bundle.certificates());
        return outcome(call.state().with(after), after);
    }

    private static Outcome<AlbState> delete(Call<AlbState> call) {
        TrustStore store = Existing.of(call).trustStore(call.input().string("TrustStoreArn"));
        if (!TrustStoreAssociations.of(call.state(), store).isEmpty()) {
            throw Refusals.of("TrustStoreInUse", "The trust store '" + store.trustStoreArn() + "' is currently in use");
        }
        return new Outcome<>(call.state().without(store), Answer.empty());
    }

    private static Outcome<AlbState> describe(Call<AlbState> call) {
        return new Outcome<>(
                call.state(),
                Answer.page("TrustStores", call.input(), chosen(call.input(), Existing.of(call)), TrustStores::render));
    }

    private static Map<String, TrustStore> chosen(Input input, Existing existing) {
        List<String> arns = input.strings("TrustStoreArns");
        List<String> names = input.strings("Names");
        if (!arns.isEmpty() && !names.isEmpty()) {
            throw Refusals.validation("Trust store names and trust store ARNs cannot be specified at the same time");
        }
        if (arns.isEmpty() && names.isEmpty()) {
            return existing.trustStores();
        }
        List<TrustStore> found = new ArrayList<>();
        arns.forEach(arn -> found.add(existing.trustStore(arn)));
        names.forEach(
                name -> found.add(existing.trustStoreNamed(name).orElseThrow(() -> Refusals.trustStoreNotFound(name))));
        Map<String, TrustStore> chosen = new TreeMap<>();
        found.forEach(store -> chosen.put(store.trustStoreArn(), store));
        return chosen;
    }

    /** On AWS a URL that is good for ten minutes; here the place of the file in the directory that stands for S3. */
    private Outcome<AlbState> bundle(Call<AlbState> call) {
        S3Object place = Existing.of(call)
                .trustStore(call.input().string("TrustStoreArn"))
                .bundle();
        return new Outcome<>(call.state(), Answer.empty().put("Location", files.location(place.bucket(), place.key())));
    }

    private static S3Object place(Input input) {
        return new S3Object(
                input.string(BUNDLE + "S3Bucket"),
                input.string(BUNDLE + "S3Key"),
                input.optionalString(BUNDLE + "S3ObjectVersion"));
    }

    private static Outcome<AlbState> outcome(AlbState state, TrustStore store) {
        return new Outcome<>(state, Answer.list("TrustStores", List.of(render(store))));
    }

    private static ObjectNode render(TrustStore store) {
        int revoked = store.revocations().stream()
                .mapToInt(TrustStore.Revocation::numberOfRevokedEntries)
                .sum();
        return Answer.empty()
                .put("Name", store.name())
                .put("TrustStoreArn", store.trustStoreArn())
                .put("Status", "ACTIVE")
                .put("NumberOfCaCertificates", store.numberOfCaCertificates())
                .put("TotalRevokedEntries", revoked);
    }
}
