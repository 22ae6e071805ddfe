package io.underpass.alb.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two names of a cipher: OpenSSL's, which AWS uses, and the registered one, which the JDK uses. Those of TLS 1.3 have
 * one name only.
 *
 * <p>Threads: stateless.
 */
public final class CipherNames {

    private static final Pattern OPENSSL = Pattern.compile("(?:(ECDHE-(?:ECDSA|RSA))-)?AES(128|256)-(GCM-)?SHA(\\d*)");
    private static final Pattern REGISTERED =
            Pattern.compile("TLS_(?:(ECDHE_(?:ECDSA|RSA))|RSA)_WITH_AES_(128|256)_(GCM|CBC)_SHA(\\d*)");

    private CipherNames() {}

    /** The registered name of the cipher that OpenSSL calls {@code name}; {@code name} itself where it is no such cipher. */
    public static String registered(String name) {
        Matcher cipher = OPENSSL.matcher(name);
        if (!cipher.matches()) {
            return name;
        }
        String exchange = cipher.group(1) == null ? "RSA" : cipher.group(1).replace('-', '_');
        String mode = cipher.group(3) == null ? "CBC" : "GCM";
        return "TLS_" + exchange + "_WITH_AES_" + cipher.group(2) + '_' + mode + "_SHA" + cipher.group(4);
    }

    /** OpenSSL's name of the cipher that is registered as {@code name}; {@code name} itself where it is no such cipher. */
    public static String openSsl(String name) {
        Matcher cipher = REGISTERED.matcher(name);
        if (!cipher.matches()) {
            return name;
        }
        String exchange = cipher.group(1) == null ? "" : cipher.group(1).replace('_', '-') + '-';
        String mode = cipher.group(3).equals("GCM") ? "GCM-" : "";
        return exchange + "AES" + cipher.group(2) + '-' + mode + "SHA" + cipher.group(4);
    }
}
