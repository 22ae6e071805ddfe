package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import io.underpass.wire.FieldNames;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** The X-Forwarded-For field (spec 4.1). Threads: safe, holds nothing. */
final class ForwardedFor {

    /** More addresses than these are answered with 463. */
    static final int MAX_ADDRESSES = 30;

    private ForwardedFor() {}

    /** How many addresses the incoming fields name. */
    static int addresses(HttpHeaders headers) {
        if (!headers.contains(FieldNames.X_FORWARDED_FOR)) {
            return 0;
        }
        int addresses = 0;
        for (String line : headers.getAll(FieldNames.X_FORWARDED_FOR)) {
            for (String address : line.split(",")) {
                addresses += address.isBlank() ? 0 : 1;
            }
        }
        return addresses;
    }

    /** The incoming lines in one, the client's address added. That several lines are combined is a guess. */
    static String append(List<String> lines, InetSocketAddress client, boolean clientPort) {
        StringBuilder value = new StringBuilder();
        for (String line : lines) {
            if (!line.isBlank()) {
                value.append(value.isEmpty() ? "" : ", ").append(line.trim());
            }
        }
        if (value.isEmpty()) {
            return entry(client, clientPort, false);
        }
        return value.append(", ").append(entry(client, clientPort, true)).toString();
    }

    /** An IPv6 address stands in brackets where a port follows or it is not alone, as AWS's documentation says. */
    private static String entry(InetSocketAddress client, boolean clientPort, boolean appended) {
        InetAddress address = client.getAddress();
        String text = NetUtil.toAddressString(address);
        String host = address instanceof Inet6Address && (clientPort || appended) ? '[' + text + ']' : text;
        return clientPort ? host + ':' + client.getPort() : host;
    }
}
