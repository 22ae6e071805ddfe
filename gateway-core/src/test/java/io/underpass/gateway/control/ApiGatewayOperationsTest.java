package io.underpass.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.restjson.UnemulatedOperation;
import io.underpass.gateway.AuthorizerCaches;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The door: all operations of AWS's API are either emulated or refused by name. */
final class ApiGatewayOperationsTest {

    private static final int OPERATIONS_OF_AWS = 124;

    /** CreateVpcLink, GetVpcLink, GetVpcLinks, UpdateVpcLink, DeleteVpcLink: another module's. */
    private static final int OF_VPC_LINKS = 5;

    private final ControlApi aws = new ControlApi();

    @Test
    void everyOperationIsKnownOnce() {
        Set<String> names = new HashSet<>();
        ApiGatewayOperations.routes(aws.links, aws.keys, AuthorizerCaches.NONE, aws.usage, (api, stage) -> {})
                .forEach(
                        route -> assertThat(names.add(route.operation().name())).isTrue());
        for (UnemulatedOperation other : ApiGatewayOperations.unemulated()) {
            assertThat(names.add(other.name())).as(other.name()).isTrue();
        }
        assertThat(names).hasSize(OPERATIONS_OF_AWS - OF_VPC_LINKS);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /restapis/abc/stages/dev/sdks/java, GetSdk",
    })
    void othersAreRefusedByName(String method, String path, String name) {
        assertThat(aws.fails(method, path, ""))
                .isEqualTo("501 NotImplementedException: Underpass does not emulate apigateway " + name + " yet.");
    }
}
