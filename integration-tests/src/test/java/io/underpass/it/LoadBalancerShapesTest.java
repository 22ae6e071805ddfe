package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.TargetStates;
import io.underpass.alb.VpcNetworks;
import io.underpass.alb.control.ElbV2Operations;
import io.underpass.alb.control.ElbV2Settings;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.control.Operation;
import io.underpass.aws.shape.BooleanShape;
import io.underpass.aws.shape.ListShape;
import io.underpass.aws.shape.MapShape;
import io.underpass.aws.shape.NumberShape;
import io.underpass.aws.shape.Shape;
import io.underpass.aws.shape.StructureShape;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;

/** Every operation of load balancers takes what AWS's SDK knows of it, all the way down. */
class LoadBalancerShapesTest {

    static Stream<Named<Operation<AlbState>>> operations() {
        return ElbV2Operations.operations(never(TargetStates.class), never(VpcNetworks.class), ElbV2Settings.DEFAULTS)
                .stream()
                .map(operation -> Named.of(operation.name(), operation));
    }

    private static <T> T never(Class<T> port) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                    throw new AssertionError(method + " is not to be called");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void takesWhatTheSdkSends(Operation<AlbState> operation) throws Exception {
        String name = DescribeListenersRequest.class.getPackageName() + '.'
                + operation.name().replace("SSL", "Ssl") + "Request";
        SdkPojo request = (SdkPojo) Class.forName(name).getMethod("builder").invoke(null);
        compare(operation.name(), operation.input(), request);
    }

    private static void compare(String at, StructureShape ours, SdkPojo theirs) {
        for (SdkField<?> field : theirs.sdkFields()) {
            String place = at + '.' + field.memberName();
            assertThat(ours.members()).as(place).containsKey(field.memberName());
            StructureShape.Member member = ours.members().get(field.memberName());
            if (field.getOptionalTrait(RequiredTrait.class).isPresent()) {
                assertThat(member.required()).as(place + " is required").isTrue();
            }
            compare(place, member.shape(), field);
        }
    }

    private static void compare(String at, Shape ours, SdkField<?> theirs) {
        MarshallingType<?> type = theirs.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            compare(at, (StructureShape) ours, theirs.constructor().get());
        } else if (type == MarshallingType.LIST) {
            compare(
                    at,
                    ((ListShape) ours).member(),
                    theirs.getTrait(ListTrait.class).memberFieldInfo());
        } else if (type == MarshallingType.MAP) {
            compare(
                    at,
                    ((MapShape) ours).value(),
                    theirs.getTrait(MapTrait.class).valueFieldInfo());
        } else if (type == MarshallingType.BOOLEAN) {
            assertThat(ours).as(at).isInstanceOf(BooleanShape.class);
        } else if (type == MarshallingType.INTEGER || type == MarshallingType.LONG) {
            assertThat(ours).as(at).isInstanceOf(NumberShape.class);
        } else {
            List<Class<?>> others = List.of(StructureShape.class, ListShape.class, MapShape.class, NumberShape.class);
            assertThat(Optional.of(ours)).as(at).get().isNotInstanceOfAny(others.toArray(Class<?>[]::new));
        }
    }
}
