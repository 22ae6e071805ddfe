package io.underpass.gateway.compile;

import java.util.Locale;

/**
 * What a method does with its requests. The proxies pass request and response; the others change both by what is
 * configured.
 *
 * <p>Threads: immutable.
 */
public enum IntegrationType {
    HTTP,
    HTTP_PROXY,
    MOCK,
    AWS,
    AWS_PROXY;

    static IntegrationType of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Whether the response passes without integration responses. */
    public boolean isProxy() {
        return this == HTTP_PROXY || this == AWS_PROXY;
    }
}
