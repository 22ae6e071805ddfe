package io.underpass.gateway.schema;

import io.netty.util.NetUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The formats that are checked: draft-04's, and UUIDs, as the validator does whose words AWS answers with. That AWS has
 * it check formats is a guess.
 *
 * <p>Threads: immutable.
 */
enum Format {
    DATE_TIME(
            "invalid against requested date format(s) [yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z]",
            "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
                    + "(\\.[0-9]{1,12})?(Z|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])"),
    EMAIL("not a valid email address", "[^\\s@\"(),:;<>\\[\\\\\\]]+@[^\\s@\"(),:;<>\\[\\\\\\]]+"),
    HOSTNAME(
            "not a valid hostname",
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"),
    IPV4("not a valid IPv4 address", "(" + Format.OCTET + "\\.){3}" + Format.OCTET),
    IPV6("not a valid IPv6 address", "[0-9A-Fa-f:.]{2,45}") {
        @Override
        boolean fits(String text, Budget budget) {
            return super.fits(text, budget) && NetUtil.isValidIpV6Address(text);
        }
    },
    REGEX("not a valid ECMA 262 regular expression", "") {
        @Override
        boolean fits(String text, Budget budget) {
            return SchemaRegex.parse(text).isPresent();
        }
    },
    URI_REFERENCE("not a valid URI", "") {
        @Override
        boolean fits(String text, Budget budget) {
            try {
                return !new URI(text).toString().isEmpty() || text.isEmpty();
            } catch (URISyntaxException e) {
                return false;
            }
        }
    },
    UUID("not a valid UUID", "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"),
    /** Anything fits. */
    UNKNOWN("", "") {
        @Override
        boolean fits(String text, Budget budget) {
            return true;
        }
    };

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Map<String, Format> BY_NAME = Map.of(
            "date-time", DATE_TIME,
            "email", EMAIL,
            "hostname", HOSTNAME,
            "ipv4", IPV4,
            "ipv6", IPV6,
            "regex", REGEX,
            "uri", URI_REFERENCE,
            "uuid", UUID);

    private final String complaint;
    private final Pattern pattern;

    Format(String complaint, String pattern) {
        this.complaint = complaint;
        this.pattern = Pattern.compile(pattern);
    }

    static Format named(String name) {
        return BY_NAME.getOrDefault(name, UNKNOWN);
    }

    boolean fits(String text, Budget budget) {
        budget.step();
        return pattern.matcher(text).matches();
    }

    /** What an error says of a string that does not fit. */
    String complaint() {
        return complaint;
    }
}
