package io.underpass.alb.control;

import static io.underpass.alb.control.AttributeKey.emulated;
import static io.underpass.alb.control.AttributeKey.emulatedFlag;
import static io.underpass.alb.control.AttributeKey.fixed;

import io.underpass.alb.model.Listener;
import io.underpass.alb.model.ListenerAttributes;
import io.underpass.alb.model.ListenerAttributes.InsertedHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which attributes listeners have and which values these take (spec 1.6). Threads: stateless. */
final class ListenerCatalogue {

    private static final AttributeCatalogue OF_APPLICATIONS = catalogue();
    private static final AttributeCatalogue OF_TCP =
            new AttributeCatalogue(List.of(emulated(ListenerAttributes.TCP_IDLE_TIMEOUT, AttributeKey.range(60, 6000))));
    private static final AttributeCatalogue NONE = new AttributeCatalogue(List.of());

    private static final int MAX_LENGTH = 1024;

    private ListenerCatalogue() {}

    static AttributeCatalogue of(Listener listener) {
        if (!Protocols.isNetwork(listener.protocol())) {
            return OF_APPLICATIONS;
        }
        return listener.protocol().equals("TCP") ? OF_TCP : NONE;
    }

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
        keys.add(emulatedFlag(ListenerAttributes.SERVER));
        for (InsertedHeader header : ListenerAttributes.INSERTED_HEADERS) {
            keys.add(emulated(header.value(), ListenerCatalogue::problem));
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
