package io.underpass.network.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.Vpc;
import java.util.List;

/**
 * ModifyVpcAttribute and DescribeVpcAttribute. Nothing here depends on these attributes; tools set them as a matter of
 * course and read them back.
 *
 * <p>Threads: stateless.
 */
final class VpcAttributes {

    private static final StructureShape MODIFY = Ec2Shapes.any()
            .required("VpcId", string())
            .optional("EnableDnsSupport", Ec2Shapes.flag())
            .optional("EnableDnsHostnames", Ec2Shapes.flag())
            .optional("EnableNetworkAddressUsageMetrics", Ec2Shapes.flag());

    private static final StructureShape DESCRIBE = Ec2Shapes.any()
            .required("VpcId", string())
            .required(
                    "Attribute",
                    enumeration("enableDnsSupport", "enableDnsHostnames", "enableNetworkAddressUsageMetrics"));

    private VpcAttributes() {}

    static List<Operation<NetworkState>> operations() {
        return List.of(
                new Operation<>("ModifyVpcAttribute", MODIFY, VpcAttributes::modify),
                new Operation<>("DescribeVpcAttribute", DESCRIBE, VpcAttributes::describe));
    }

    private static Outcome<NetworkState> modify(Call<NetworkState> call) {
        Vpc vpc = Vpcs.named(call);
        Input input = call.input();
        Vpc after = vpc.withAttributes(
                flag(input, "EnableDnsSupport", vpc.enableDnsSupport()),
                flag(input, "EnableDnsHostnames", vpc.enableDnsHostnames()),
                flag(input, "EnableNetworkAddressUsageMetrics", vpc.enableNetworkAddressUsageMetrics()));
        return Answer.done(call.state().with(after));
    }

    private static boolean flag(Input input, String member, boolean before) {
        return input.structure(member)
                .flatMap(wrapper -> wrapper.optionalBoolean("Value"))
                .orElse(before);
    }

    private static Outcome<NetworkState> describe(Call<NetworkState> call) {
        Vpc vpc = Vpcs.named(call);
        String attribute = call.input().string("Attribute");
        boolean value = switch (attribute) {
            case "enableDnsSupport" -> vpc.enableDnsSupport();
            case "enableDnsHostnames" -> vpc.enableDnsHostnames();
            default -> vpc.enableNetworkAddressUsageMetrics();
        };
        ObjectNode output = Answer.empty().put("vpcId", vpc.vpcId());
        output.putObject(attribute).put("value", value);
        return new Outcome<>(call.state(), output);
    }
}
