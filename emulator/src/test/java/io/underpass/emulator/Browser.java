package io.underpass.emulator;

import io.underpass.wire.TestClient;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps the cookies that it is given.
 *
 * <p>Threads: confined to its test's thread.
 */
final class Browser {

    private static final Pattern SET_COOKIE = Pattern.compile("Set-Cookie: ([^=]+)=([^;]*);.*");

    private final Map<String, String> cookies = new TreeMap<>();

    /** One GET over {@code connection}, which is closed. */
    TestClient.Response get(Socket connection, String host, String path) {
        String cookie = cookies.entrySet().stream()
                .map(each -> each.getKey() + '=' + each.getValue())
                .collect(Collectors.joining("; "));
        try (TestClient client = TestClient.over(connection)) {
            TestClient.Response response = client.send("GET", path, "", "Host: " + host, "Cookie: " + cookie)
                    .read();
            for (String line : response.headers()) {
                Matcher set = SET_COOKIE.matcher(line);
                if (set.matches()) {
                    cookies.put(set.group(1), set.group(2));
                }
            }
            return response;
        }
    }
}
