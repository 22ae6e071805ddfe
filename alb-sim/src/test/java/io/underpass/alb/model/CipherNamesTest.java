package io.underpass.alb.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CipherNamesTest {

    @ParameterizedTest
    @CsvSource({
        "ECDHE-ECDSA-AES128-GCM-SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "ECDHE-RSA-AES256-SHA384, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        "ECDHE-RSA-AES128-SHA, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "AES256-GCM-SHA384, TLS_RSA_WITH_AES_256_GCM_SHA384",
        "AES256-SHA256, TLS_RSA_WITH_AES_256_CBC_SHA256",
        "AES128-SHA, TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256"
    })
    void eachHasTwoNames(String openSsl, String registered) {
        assertThat(CipherNames.registered(openSsl)).isEqualTo(registered);
        assertThat(CipherNames.openSsl(registered)).isEqualTo(openSsl);
    }

    @Test
    void theRuntimeKnowsThoseOfEveryPolicyThatForwardSecrecyIsDemandedBy() throws Exception {
        Set<String> known =
                Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        assertThat(SslPolicy.orDefault("ELBSecurityPolicy-TLS13-1-2-2021-06").ciphers().stream()
                        .map(CipherNames::registered))
                .isSubsetOf(known);
    }
}
