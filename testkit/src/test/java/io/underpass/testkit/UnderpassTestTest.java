package io.underpass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@UnderpassTest(targets = "orders", description = "shop.yaml", region = "eu-central-1")
class UnderpassTestTest {

    @Test
    void theAnnotationIsEnough(@InvokeUrl URI shop, FakeTarget orders, UnderpassExtension underpass) {
        assertThat(Client.get(shop + "/orders/42").body()).isEqualTo("orders\n");
        assertThat(orders.requests()).hasSize(1);
        assertThat(underpass.region()).isEqualTo("eu-central-1");
    }

    @Nested
    class Within {

        @Test
        void nestedClassesShareIt(@InvokeUrl(api = "shop", stage = "test") URI shop, FakeTarget orders) {
            assertThat(orders.requests()).isEmpty();
            assertThat(Client.get(shop + "/orders/42").status()).isEqualTo(200);
        }
    }
}
