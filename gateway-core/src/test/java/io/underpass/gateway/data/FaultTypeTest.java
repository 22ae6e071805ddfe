package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.model.GatewayResponseType;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTypeTest {

    /** Answers of the front end, and our own. */
    private static final Set<FaultType> NOBODYS = EnumSet.of(
            FaultType.FORBIDDEN,
            FaultType.UNKNOWN_API,
            FaultType.NOT_EMULATED,
            FaultType.REQUEST_TOO_LARGE,
            FaultType.HEADERS_TOO_LARGE,
            FaultType.URI_TOO_LONG);

    @ParameterizedTest
    @EnumSource
    void everyFaultOfAMethodHasAGatewayResponseOfItsStatus(FaultType type) {
        assertThat(type.gatewayResponse().isEmpty()).isEqualTo(NOBODYS.contains(type));
        type.gatewayResponse()
                .ifPresent(response -> assertThat(response.statusCode()
                                .orElseGet(() -> response.name().equals("DEFAULT_4XX") ? "4" : "5"))
                        .startsWith(Integer.toString(type.status().code()).substring(0, 1)));
    }

    @Test
    void eachTypeOfAwsButTheFrontEndsAndWafsCanOccur() {
        Set<GatewayResponseType> types = EnumSet.noneOf(GatewayResponseType.class);
        for (FaultType fault : FaultType.values()) {
            fault.gatewayResponse().ifPresent(types::add);
        }
        assertThat(EnumSet.complementOf(EnumSet.copyOf(types)))
                .containsExactlyInAnyOrder(
                        GatewayResponseType.RESOURCE_NOT_FOUND,
                        GatewayResponseType.WAF_FILTERED,
                        GatewayResponseType.DEFAULT_4XX);
    }
}
