package io.underpass.alb.control;

import static io.underpass.alb.control.AttributeKey.emulated;
import static io.underpass.alb.control.AttributeKey.emulatedFlag;
import static io.underpass.alb.control.AttributeKey.fixed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attributes of listeners (spec 1.6; AWS's page "HTTP header modification"). Threads: stateless. */
final class ListenerAttributes {

    static final AttributeCatalogue CATALOGUE = catalogue();

    private static final int MAX_LENGTH = 1024;

    private ListenerAttributes() {}

    private static AttributeCatalogue catalogue() {
        List<AttributeKey> keys = new ArrayList<>();
        String request = "routing.http.request.";
        keys.add(fixed(
                request + "x_amzn_mtls_clientcert_serial_number.header_name", "X-Amzn-Mtls-Clientcert-Serial-Number"));
        keys.add(fixed(request + "x_amzn_mtls_clientcert_issuer.header_name", "X-Amzn-Mtls-Clientcert-Issuer"));
        keys.add(fixed(request + "x_amzn_mtls_clientcert_subject.header_name", "X-Amzn-Mtls-Clientcert-Subject"));
        keys.add(fixed(request + "x_amzn_mtls_clientcert_validity.header_name", "X-Amzn-Mtls-Clientcert-Validity"));
        keys.add(fixed(request + "x_amzn_mtls_clientcert_leaf.header_name", "X-Amzn-Mtls-Clientcert-Leaf"));
        keys.add(fixed(request + "x_amzn_mtls_clientcert.header_name", "X-Amzn-Mtls-Clientcert"));
        keys.add(fixed(request + "x_amzn_tls_version.header_name", "X-Amzn-Tls-Version"));
        keys.add(fixed(request + "x_amzn_tls_cipher_suite.header_name", "X-Amzn-Tls-Cipher-Suite"));
        String response = "routing.http.response.";
        keys.add(emulatedFlag(response + "server.enabled", true));
        for (String header : List.of(
                "strict_transport_security",
                "access_control_allow_origin",
                "access_control_allow_methods",
                "access_control_allow_headers",
                "access_control_allow_credentials",
                "access_control_expose_headers",
                "access_control_max_age",
                "content_security_policy",
                "x_content_type_options",
                "x_frame_options")) {
            keys.add(emulated(response + header + ".header_value", "", ListenerAttributes::problem));
        }
        return new AttributeCatalogue(List.copyOf(keys));
    }

    /** AWS checks each header's grammar; here, that the value is one that a header can carry. */
    private static Optional<String> problem(String value) {
        if (value.length() > MAX_LENGTH) {
            return Optional.of("must not be longer than '" + MAX_LENGTH + "' characters");
        }
        return value.chars().allMatch(c -> c >= ' ' && c <= '~') && value.equals(value.strip())
                ? Optional.empty()
                : Optional.of("must hold printable ASCII characters only, without spaces around");
    }
}
