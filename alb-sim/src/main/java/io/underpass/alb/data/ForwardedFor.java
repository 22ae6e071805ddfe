package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import io.underpass.wire.FieldNames;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The X-Forwarded-For fields of a request (spec 4.1). That several lines are combined is a guess.
 *
 * <p>Threads: immutable.
 *
 * @param text the lines in one, blank ones left out; empty where there is none, not complete where there are too
 *     many addresses
 * @param addresses how many addresses they name
 */
record ForwardedFor(String text, int addresses) {

    /** More addresses than these are answered with 463. */
    static final int MAX_ADDRESSES = 30;

    /** No field. */
    static final ForwardedFor NONE = new ForwardedFor("", 0);

    private static final int ENTRY_LENGTH = 23; // A comma, a space, an IPv4 address and a port.

    /** What {@code headers} have. */
    static ForwardedFor in(HttpHeaders headers) {
        if (!headers.contains(FieldNames.X_FORWARDED_FOR)) {
            return NONE;
        }
        StringBuilder text = new StringBuilder();
        int addresses = 0;
        // Not the values' iterator: Netty's goes backwards.
        for (String line : headers.getAll(FieldNames.X_FORWARDED_FOR)) {
            if (!line.isBlank()) {
                addresses += addresses(line);
                if (addresses <= MAX_ADDRESSES) {
                    text.append(text.isEmpty() ? "" : ", ").append(line.trim());
                }
            }
        }
        return new ForwardedFor(text.toString(), addresses);
    }

    /** The text with the client's address added. */
    String with(InetSocketAddress client, boolean clientPort) {
        StringBuilder value = new StringBuilder(text.length() + ENTRY_LENGTH).append(text);
        if (!text.isEmpty()) {
            value.append(", ");
        }
        append(value, client.getAddress(), clientPort || !text.isEmpty());
        return clientPort ? value.append(':').append(client.getPort()).toString() : value.toString();
    }

    /** An IPv6 address stands in brackets where a port follows or it is not alone, as AWS's documentation says. */
    private static void append(StringBuilder value, InetAddress address, boolean brackets) {
        if (address instanceof Inet4Address) {
            byte[] octets = address.getAddress();
            for (int i = 0; i < octets.length; i++) {
                value.append(i == 0 ? "" : ".").append(octets[i] & 0xff);
            }
        } else if (brackets) {
            value.append('[').append(NetUtil.toAddressString(address)).append(']');
        } else {
            value.append(NetUtil.toAddressString(address));
        }
    }

    /** How many of the parts between commas are not blank. */
    private static int addresses(String line) {
        int addresses = 0;
        boolean blank = true;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ',') {
                blank = true;
            } else if (blank && !Character.isWhitespace(c)) {
                blank = false;
                addresses++;
            }
        }
        return addresses;
    }
}
