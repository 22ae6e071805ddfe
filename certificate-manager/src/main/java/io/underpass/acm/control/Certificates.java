package io.underpass.acm.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.acm.CertificateUsers;
import io.underpass.acm.model.Certificate;
import io.underpass.acm.model.CertificateState;
import io.underpass.aws.AwsError;
import io.underpass.aws.Page;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * DescribeCertificate, GetCertificate, ListCertificates and DeleteCertificate.
 *
 * <p>Threads: for the control thread.
 */
record Certificates(CertificateUsers users) {

    private static final int PAGE = 1000;

    private static final StructureShape ONE = input("").required("CertificateArn", string());

    private static final StructureShape LIST = input("listCertificatesInput")
            .optional(
                    "CertificateStatuses",
                    list(enumeration(
                            "PENDING_VALIDATION",
                            "ISSUED",
                            "INACTIVE",
                            "EXPIRED",
                            "VALIDATION_TIMED_OUT",
                            "REVOKED",
                            "FAILED")))
            .optional(
                    "Includes",
                    structure()
                            .optional("extendedKeyUsage", list(string()))
                            .optional("keyUsage", list(string()))
                            .optional("keyTypes", list(string()))
                            .optional("exportOption", string())
                            .optional("managedBy", string()))
            .optional("NextToken", string())
            .optional("MaxItems", integer(1, PAGE))
            .optional("SortBy", enumeration("CREATED_AT"))
            .optional("SortOrder", enumeration("ASCENDING", "DESCENDING"));

    /** What a list shows where nobody says which keys are wanted (API_ListCertificates, Filters). */
    private static final Set<String> USUAL_KEYS = Set.of("RSA_1024", "RSA_2048");

    List<Operation<CertificateState>> operations() {
        return List.of(
                new Operation<>("DescribeCertificate", ONE, this::describe),
                new Operation<>("GetCertificate", ONE, Certificates::get),
                new Operation<>("ListCertificates", LIST, this::listed),
                new Operation<>("DeleteCertificate", ONE, this::delete));
    }

    private Outcome<CertificateState> describe(Call<CertificateState> call) {
        Certificate certificate = Existing.certificate(call);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set(
                "Certificate",
                new CertificateView(certificate, users.of(certificate.certificateArn()), call.now()).detail());
        return new Outcome<>(call.state(), answer);
    }

    private static Outcome<CertificateState> get(Call<CertificateState> call) {
        Certificate certificate = Existing.certificate(call);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("Certificate", certificate.certificate());
        if (!certificate.chain().isEmpty()) {
            answer.put("CertificateChain", certificate.chain());
        }
        return new Outcome<>(call.state(), answer);
    }

    private Outcome<CertificateState> listed(Call<CertificateState> call) {
        Input input = call.input();
        List<String> statuses = input.strings("CertificateStatuses");
        Optional<Input> includes = input.structure("Includes");
        for (String member : List.of("extendedKeyUsage", "keyUsage", "exportOption", "managedBy")) {
            if (includes.filter(given -> given.has(member)).isPresent()) {
                throw AwsError.notEmulated("the filter '" + member + "' of ListCertificates");
            }
        }
        Set<String> keys = includes.map(given -> given.strings("keyTypes"))
                .filter(wanted -> !wanted.isEmpty())
                .map(Set::copyOf)
                .orElse(USUAL_KEYS);
        List<CertificateView> shown = call.state().in(call.scope()).values().stream()
                .map(each -> new CertificateView(each, users.of(each.certificateArn()), call.now()))
                .filter(each -> statuses.isEmpty() || statuses.contains(each.status()))
                .filter(each -> keys.contains(each.keyAlgorithm()))
                .toList();
        Page<CertificateView> page;
        try {
            page = Page.of(
                    shown,
                    view -> view.certificate().certificateArn(),
                    input.optionalString("NextToken"),
                    input.optionalInteger("MaxItems").orElse(PAGE));
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "ValidationException", "The NextToken is not valid");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode summaries = answer.putArray("CertificateSummaryList");
        page.items().forEach(view -> summaries.add(view.summary()));
        page.next().ifPresent(next -> answer.put("NextToken", next));
        return new Outcome<>(call.state(), answer);
    }

    private Outcome<CertificateState> delete(Call<CertificateState> call) {
        Certificate certificate = Existing.certificate(call);
        if (!users.of(certificate.certificateArn()).isEmpty()) {
            throw new AwsError(
                    400, "ResourceInUseException", "Certificate " + certificate.certificateArn() + " is in use.");
        }
        return new Outcome<>(call.state().without(certificate), JsonNodeFactory.instance.objectNode());
    }
}
