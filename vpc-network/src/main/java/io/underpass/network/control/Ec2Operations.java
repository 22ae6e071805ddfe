package io.underpass.network.control;

import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.network.Interfaces;
import io.underpass.network.model.NetworkState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operations of {@code ec2} that are about VPC networks: the door to this package. Names of members are those on the
 * wire of version 2016-11-15.
 *
 * <p>Threads: stateless; the operations run on the control thread.
 */
public final class Ec2Operations {

    /** The XML namespace of answers. */
    public static final String NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";

    /** The version that requests name. */
    public static final String VERSION = "2016-11-15";

    private static final String UNEMULATED = "unemulated-ec2.txt";

    private Ec2Operations() {}

    /** All operations that are emulated. */
    public static List<Operation<NetworkState>> operations(Interfaces interfaces) {
        return Stream.of(
                        Vpcs.operations(),
                        VpcAttributes.operations(),
                        new Subnets(interfaces).operations(),
                        new SecurityGroups(interfaces).operations(),
                        SecurityGroupRules.operations(),
                        AvailabilityZones.operations(),
                        new NetworkInterfaces(interfaces).operations(),
                        RouteTables.operations(),
                        NetworkAcls.operations(),
                        Gateways.operations(),
                        AccountAttributes.operations(),
                        Tags.operations())
                .flatMap(List::stream)
                .map(Ec2Operations::prepared)
                .toList();
    }

    /** The names of the real service's other operations. */
    public static Set<String> unemulated() {
        InputStream table = Objects.requireNonNull(Ec2Operations.class.getResourceAsStream(UNEMULATED), UNEMULATED);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each operation finds the default network in place, and stops short of what a dry run would change. */
    private static Operation<NetworkState> prepared(Operation<NetworkState> operation) {
        return new Operation<>(operation.name(), operation.input(), call -> {
            NetworkState state = call.state().lookedAt(call.scope());
            Outcome<NetworkState> outcome =
                    operation.body().apply(new Call<>(state, call.input(), call.scope(), call.now(), call.ids()));
            if (call.input().optionalBoolean(Ec2Shapes.DRY_RUN).orElse(false)) {
                throw new AwsError(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
            }
            return outcome;
        });
    }
}
