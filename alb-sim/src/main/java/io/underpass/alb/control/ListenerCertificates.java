package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.Certificates;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * AddListenerCertificates, RemoveListenerCertificates and DescribeListenerCertificates.
 *
 * <p>Threads: for the control thread.
 *
 * @param certificates those that there are
 * @param limit how many a load balancer may have, default certificates not counted
 */
record ListenerCertificates(Certificates certificates, int limit) {

    private static final StructureShape CHANGE =
            input("").required("ListenerArn", string()).required("Certificates", ListenerTls.CERTIFICATES);

    private static final StructureShape DESCRIBE = input("")
            .required("ListenerArn", string())
            .optional("Marker", string())
            .optional("PageSize", integer(1, Answer.PAGE_SIZE));

    List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("AddListenerCertificates", CHANGE, this::add),
                new Operation<>("RemoveListenerCertificates", CHANGE, ListenerCertificates::remove),
                new Operation<>("DescribeListenerCertificates", DESCRIBE, ListenerCertificates::describe));
    }

    private Outcome<AlbState> add(Call<AlbState> call) {
        Existing existing = Existing.of(call);
        Listener listener = existing.listener(call.input().string("ListenerArn"));
        Listener.Tls tls = tls(listener);
        List<String> given = arns(call.input());
        given.forEach(new ListenerTls(existing, certificates)::check);
        List<String> all = new ArrayList<>(tls.moreCertificateArns());
        given.stream()
                .filter(arn -> !all.contains(arn) && !arn.equals(tls.certificateArn()))
                .forEach(all::add);
        AlbState after = call.state().with(listener.withTls(tls.withMore(all)));
        long ofLoadBalancer = after.listenersOf(listener.loadBalancerArn()).values().stream()
                .flatMap(each -> each.tls().stream())
                .flatMap(each -> each.moreCertificateArns().stream())
                .distinct()
                .count();
        if (ofLoadBalancer > limit) {
            throw Refusals.of(
                    "TooManyCertificates",
                    "The maximum number of certificates for load balancer '" + listener.loadBalancerArn()
                            + "' has been reached: " + limit);
        }
        List<ObjectNode> shown = given.stream()
                .map(arn -> Answer.empty().put("CertificateArn", arn).put("IsDefault", false))
                .toList();
        return new Outcome<>(after, Answer.list("Certificates", shown));
    }

    private static Outcome<AlbState> remove(Call<AlbState> call) {
        Listener listener = Existing.of(call).listener(call.input().string("ListenerArn"));
        Listener.Tls tls = tls(listener);
        List<String> left = new ArrayList<>(tls.moreCertificateArns());
        for (String arn : arns(call.input())) {
            if (arn.equals(tls.certificateArn())) {
                throw Refusals.notPermitted("Default certificate '" + arn + "' cannot be removed from listener '"
                        + listener.listenerArn() + "'");
            }
            left.remove(arn);
        }
        return new Outcome<>(call.state().with(listener.withTls(tls.withMore(left))), Answer.empty());
    }

    private static Outcome<AlbState> describe(Call<AlbState> call) {
        Listener listener = Existing.of(call).listener(call.input().string("ListenerArn"));
        Map<String, ObjectNode> shown = new LinkedHashMap<>();
        listener.tls().ifPresent(tls -> {
            tls.moreCertificateArns().forEach(arn -> shown.put(arn, view(arn, false)));
            shown.put(tls.certificateArn(), view(tls.certificateArn(), true));
        });
        return new Outcome<>(call.state(), Answer.page("Certificates", call.input(), shown, view -> view));
    }

    private static ObjectNode view(String arn, boolean byDefault) {
        return Answer.empty().put("CertificateArn", arn).put("IsDefault", byDefault);
    }

    private static Listener.Tls tls(Listener listener) {
        return listener.tls()
                .orElseThrow(() -> Refusals.validation(
                        "Certificates cannot be specified for " + listener.protocol() + " listeners"));
    }

    /** That nobody says which of them is the default is documented (API_AddListenerCertificates). */
    private static List<String> arns(Input input) {
        List<Input> given = input.structures("Certificates");
        if (given.isEmpty()) {
            throw Refusals.validation("A certificate must be specified");
        }
        if (given.stream().anyMatch(each -> each.has("IsDefault"))) {
            throw Refusals.validation("'IsDefault' cannot be specified");
        }
        return given.stream().map(ListenerTls::arn).distinct().toList();
    }
}
