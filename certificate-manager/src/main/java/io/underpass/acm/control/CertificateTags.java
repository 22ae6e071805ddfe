package io.underpass.acm.control;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.acm.model.Certificate;
import io.underpass.acm.model.CertificateState;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.ListShape;
import io.underpass.aws.shape.StructureShape;
import java.util.List;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** AddTagsToCertificate, RemoveTagsFromCertificate and ListTagsForCertificate. Threads: stateless. */
final class CertificateTags {

    private static final int MAX_TAGS = 50;
    private static final String PATTERN = "[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*";

    /** A member {@code Tags}. */
    static final ListShape TAGS = list(
            structure().required("Key", string(1, 128, PATTERN)).optional("Value", string(0, 256, PATTERN)),
            1,
            MAX_TAGS);

    private static final StructureShape ONE = input("").required("CertificateArn", string());

    private CertificateTags() {}

    static List<Operation<CertificateState>> operations() {
        StructureShape change = ONE.required("Tags", TAGS);
        return List.of(
                new Operation<>("AddTagsToCertificate", change, CertificateTags::add),
                new Operation<>("RemoveTagsFromCertificate", change, CertificateTags::remove),
                new Operation<>("ListTagsForCertificate", ONE, CertificateTags::show));
    }

    /** The tags that the member {@code Tags} of {@code input} holds. */
    static PSortedMap<String, String> read(Input input) {
        PSortedMap<String, String> tags = TreePMap.empty();
        for (Input tag : input.structures("Tags")) {
            if (tag.string("Key").startsWith("aws:")) {
                throw new AwsError(400, "InvalidTagException", "Tag keys must not begin with aws:, which is reserved");
            }
            tags = tags.plus(tag.string("Key"), tag.optionalString("Value").orElse(""));
        }
        return tags;
    }

    private static Outcome<CertificateState> add(Call<CertificateState> call) {
        Certificate certificate = Existing.certificate(call);
        PSortedMap<String, String> tags = certificate.tags().plusAll(read(call.input()));
        if (tags.size() > MAX_TAGS) {
            throw new AwsError(400, "TooManyTagsException", "A certificate may have " + MAX_TAGS + " tags");
        }
        return done(call.state().with(certificate.withTags(tags)));
    }

    /** A tag given with a value goes only if it has that value (API_RemoveTagsFromCertificate). */
    private static Outcome<CertificateState> remove(Call<CertificateState> call) {
        Certificate certificate = Existing.certificate(call);
        PSortedMap<String, String> tags = certificate.tags();
        for (Input tag : call.input().structures("Tags")) {
            String key = tag.string("Key");
            boolean goes = tag.optionalString("Value")
                    .map(value -> value.equals(certificate.tags().get(key)))
                    .orElse(true);
            tags = goes ? tags.minus(key) : tags;
        }
        return done(call.state().with(certificate.withTags(tags)));
    }

    private static Outcome<CertificateState> show(Call<CertificateState> call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("Tags");
        Existing.certificate(call)
                .tags()
                .forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return new Outcome<>(call.state(), answer);
    }

    private static Outcome<CertificateState> done(CertificateState state) {
        return new Outcome<>(state, JsonNodeFactory.instance.objectNode());
    }
}
