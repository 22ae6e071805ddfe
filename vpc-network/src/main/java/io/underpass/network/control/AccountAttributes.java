package io.underpass.network.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.list;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.StructureShape;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.Vpc;
import java.util.List;

/**
 * DescribeAccountAttributes: the two that are about networks. Unless named, the others, all of them quotas of instances
 * and addresses, are not shown.
 *
 * <p>Threads: stateless.
 */
final class AccountAttributes {

    private static final List<String> NAMES = List.of("supported-platforms", "default-vpc");

    private static final StructureShape INPUT =
            Ec2Shapes.any().optional("AttributeName", list(enumeration(NAMES.toArray(String[]::new))));

    private AccountAttributes() {}

    static List<Operation<NetworkState>> operations() {
        return List.of(new Operation<>("DescribeAccountAttributes", INPUT, AccountAttributes::describe));
    }

    private static Outcome<NetworkState> describe(Call<NetworkState> call) {
        String defaultVpc =
                call.state().defaultVpc(call.scope()).map(Vpc::vpcId).orElse("none");
        List<String> wanted = call.input().strings("AttributeName");
        ObjectNode output = Answer.empty();
        ArrayNode attributes = output.putArray("accountAttributeSet");
        for (String name : wanted.isEmpty() ? NAMES : wanted) {
            attributes
                    .addObject()
                    .put("attributeName", name)
                    .putArray("attributeValueSet")
                    .addObject()
                    .put("attributeValue", name.equals("default-vpc") ? defaultVpc : "VPC");
        }
        return new Outcome<>(call.state(), output);
    }
}
