package io.underpass.alb.compile;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** A request as conditions see it, for tests. */
record Facts(String method, String path, String query, String host, List<String> fields, InetAddress source)
        implements RequestFacts {

    static Facts get(String target) {
        String[] parts = target.split("\\?", 2);
        return new Facts(
                "GET", parts[0], parts.length == 1 ? "" : parts[1], "example.com", List.of(), address("127.0.0.1"));
    }

    Facts withMethod(String name) {
        return new Facts(name, path, query, host, fields, source);
    }

    Facts withHost(String name) {
        return new Facts(method, path, query, name, fields, source);
    }

    Facts withHeader(String name, String value) {
        List<String> more = new ArrayList<>(fields);
        more.add(name);
        more.add(value);
        return new Facts(method, path, query, host, more, source);
    }

    Facts from(String address) {
        return new Facts(method, path, query, host, fields, address(address));
    }

    @Override
    public List<String> header(String name) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).equalsIgnoreCase(name)) {
                values.add(fields.get(i + 1));
            }
        }
        return values;
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
