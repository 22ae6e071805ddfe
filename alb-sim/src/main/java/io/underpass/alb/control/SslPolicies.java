package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.SslPolicy;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.StructureShape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** DescribeSSLPolicies: both types of load balancers have the same. Threads: stateless. */
final class SslPolicies {

    private static final StructureShape INPUT = input("")
            .optional("Names", list(string()))
            .optional("Marker", string())
            .optional("PageSize", integer(1, Answer.PAGE_SIZE))
            .optional("LoadBalancerType", enumeration("application", "network", "gateway"));

    private SslPolicies() {}

    static List<Operation<AlbState>> operations() {
        return List.of(new Operation<>("DescribeSSLPolicies", INPUT, SslPolicies::describe));
    }

    private static Outcome<AlbState> describe(Call<AlbState> call) {
        List<String> names = call.input().strings("Names");
        Map<String, SslPolicy> chosen = names.isEmpty() ? SslPolicy.all() : new TreeMap<>();
        for (String name : names) {
            SslPolicy found = SslPolicy.named(name)
                    .orElseThrow(() -> Refusals.of("SSLPolicyNotFound", "SSL policy '" + name + "' not found"));
            chosen.put(name, found);
        }
        return new Outcome<>(call.state(), Answer.page("SslPolicies", call.input(), chosen, SslPolicies::render));
    }

    private static ObjectNode render(SslPolicy policy) {
        ObjectNode members = Answer.empty();
        members.set("SslProtocols", Answer.texts(policy.protocols()));
        ArrayNode ciphers = members.putArray("Ciphers");
        for (int i = 0; i < policy.ciphers().size(); i++) {
            ciphers.addObject().put("Name", policy.ciphers().get(i)).put("Priority", i + 1);
        }
        members.put("Name", policy.name());
        members.set("SupportedLoadBalancerTypes", Answer.texts(List.of("application", "network")));
        return members;
    }
}
