package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.WholeResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AuthenticatedExchangeTest {

    @Test
    void aConnectionFieldCannotTakeTheIdentityAway() {
        FakeExchange exchange = FakeExchange.get("/", "Connection", "X-Hop, X-Amzn-Oidc-Identity", "X-Hop", "1");
        assertThat(AuthenticatedExchange.anonymous(exchange).request().headers().get("Connection"))
                .isEqualTo("X-Hop");
    }

    @Test
    void cookiesAreAddedToThoseOfTheResponse() {
        FakeExchange exchange = FakeExchange.get("/");
        Exchange setting = AuthenticatedExchange.setting(List.of("a=1", "b=2"), exchange);
        FieldList headers = new FieldList().append("Set-Cookie", "c=3");
        WholeResponse.of(HttpResponseStatus.OK, headers, new byte[0]).sendTo(setting);
        assertThat(exchange.responseHead().headers().getAll("Set-Cookie")).containsExactly("c=3", "a=1", "b=2");
    }
}
