package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.TestClient;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps cookies, and plays the person who signs in at the provider. */
final class Browser {

    final Map<String, String> cookies = new LinkedHashMap<>();
    private final AuthenticatedShop shop;

    Browser(AuthenticatedShop shop) {
        this.shop = shop;
    }

    TestClient.Response get(String path, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!cookies.isEmpty()) {
            all.add("Cookie: "
                    + cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + '=' + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        TestClient.Response response = shop.get(path, all.toArray(String[]::new));
        for (String line : setCookies(response)) {
            String pair = line.substring(0, line.indexOf(';'));
            int equals = pair.indexOf('=');
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return response;
    }

    static List<String> setCookies(TestClient.Response response) {
        return response.headers().stream()
                .filter(line -> line.startsWith("Set-Cookie: "))
                .map(line -> line.substring("Set-Cookie: ".length()))
                .toList();
    }

    /** Is sent to the provider; what it is sent with. */
    Map<String, String> begin(String path) {
        TestClient.Response response = get(path);
        assertThat(response.status()).isEqualTo(302);
        String location = response.header("Location").orElseThrow();
        assertThat(location).startsWith(shop.provider.url("/authorize?tenant=a&"));
        return parameters(URI.create(location).getRawQuery());
    }

    /** Comes back with this query, the state excepted. */
    TestClient.Response comeBack(Map<String, String> asked, String query) {
        return get("/oauth2/idpresponse?" + query + "&state=" + asked.get("state"));
    }

    /** Signs in, from the first request to the last redirect. */
    Browser signIn() {
        TestClient.Response response = comeBack(begin("/app/1"), "code=" + TestIdentityProvider.CODE);
        assertThat(response.status()).isEqualTo(302);
        return this;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
