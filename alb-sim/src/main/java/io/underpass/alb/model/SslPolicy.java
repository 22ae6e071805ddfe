package io.underpass.alb.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A security policy: the versions of TLS and the ciphers that a listener takes, by the names that OpenSSL has for them
 * (AWS's page "Security policies for your Application Load Balancer").
 *
 * <p>Threads: immutable.
 */
public record SslPolicy(String name, List<String> protocols, List<String> ciphers) {

    /** What the API takes where nobody says (API_CreateListener). */
    public static final String DEFAULT = "ELBSecurityPolicy-2016-08";

    private static final List<String> OF_TLS13 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    /** Suites with forward secrecy: GCM; CBC with SHA-2; CBC with SHA-1. The two sizes of keys stand apart in AWS's order. */
    private static final Ciphers FORWARD_GCM = new Ciphers("ECDHE-ECDSA-AES?-GCM-SHA!", "ECDHE-RSA-AES?-GCM-SHA!");

    private static final Ciphers FORWARD_SHA2 = new Ciphers("ECDHE-ECDSA-AES?-SHA!", "ECDHE-RSA-AES?-SHA!");
    private static final Ciphers FORWARD_SHA1 = new Ciphers("ECDHE-ECDSA-AES?-SHA", "ECDHE-RSA-AES?-SHA");
    private static final Ciphers RSA_GCM = new Ciphers("AES?-GCM-SHA!");
    private static final Ciphers RSA_SHA2 = new Ciphers("AES?-SHA256");
    private static final Ciphers RSA_SHA1 = new Ciphers("AES?-SHA");

    private static final List<String> RESTRICTED = sizes(List.of(FORWARD_GCM), List.of());
    private static final List<String> FORWARD = sizes(List.of(FORWARD_GCM, FORWARD_SHA2), List.of());
    private static final List<String> WITHOUT_SHA1 =
            sizes(List.of(FORWARD_GCM, FORWARD_SHA2), List.of(RSA_GCM, RSA_SHA2));
    private static final List<String> EVERYTHING =
            sizes(List.of(FORWARD_GCM, FORWARD_SHA2, FORWARD_SHA1), List.of(RSA_GCM, RSA_SHA2, RSA_SHA1));
    private static final List<String> FORWARD_SECRET =
            sizes(List.of(FORWARD_GCM, FORWARD_SHA2, FORWARD_SHA1), List.of());

    private static final List<String> FROM_1_0 = List.of("TLSv1", "TLSv1.1", "TLSv1.2");
    private static final List<String> FROM_1_1 = List.of("TLSv1.1", "TLSv1.2");
    private static final List<String> ONLY_1_2 = List.of("TLSv1.2");

    private static final Map<String, SslPolicy> ALL = new TreeMap<>();

    static {
        add("ELBSecurityPolicy-2016-08", FROM_1_0, EVERYTHING);
        add("ELBSecurityPolicy-TLS-1-1-2017-01", FROM_1_1, EVERYTHING);
        add("ELBSecurityPolicy-TLS-1-2-2017-01", ONLY_1_2, WITHOUT_SHA1);
        add("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", ONLY_1_2, EVERYTHING);
        add("ELBSecurityPolicy-FS-2018-06", FROM_1_0, FORWARD_SECRET);
        add("ELBSecurityPolicy-FS-1-1-2019-08", FROM_1_1, FORWARD_SECRET);
        add("ELBSecurityPolicy-FS-1-2-2019-08", ONLY_1_2, FORWARD_SECRET);
        add("ELBSecurityPolicy-FS-1-2-Res-2019-08", ONLY_1_2, FORWARD);
        add("ELBSecurityPolicy-FS-1-2-Res-2020-10", ONLY_1_2, RESTRICTED);
        for (String age : List.of("2021-06", "PQ-2025-09")) {
            addTls13("3-" + age, List.of(), List.of());
            addTls13("2-" + age, ONLY_1_2, FORWARD);
            addTls13("2-Res-" + age, ONLY_1_2, RESTRICTED);
            addTls13("2-Ext1-" + age, ONLY_1_2, WITHOUT_SHA1);
            addTls13("2-Ext2-" + age, ONLY_1_2, EVERYTHING);
            addTls13("0-" + age, FROM_1_0, EVERYTHING);
        }
        addTls13("1-2021-06", FROM_1_1, EVERYTHING);
    }

    /** Copies the lists. */
    public SslPolicy {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }

    /** Names in which {@code ?} stands for the size of the key and {@code !} for the hash that goes with it. */
    private record Ciphers(String... patterns) {

        Stream<String> of(String size) {
            String hash = size.equals("128") ? "256" : "384";
            return Stream.of(patterns).map(pattern -> pattern.replace("?", size).replace("!", hash));
        }
    }

    private static List<String> sizes(List<Ciphers> forwardSecret, List<Ciphers> others) {
        return Stream.of(forwardSecret, others)
                .flatMap(group ->
                        Stream.of("128", "256").flatMap(size -> group.stream().flatMap(ciphers -> ciphers.of(size))))
                .toList();
    }

    private static void addTls13(String rest, List<String> olderProtocols, List<String> olderCiphers) {
        List<String> protocols =
                Stream.concat(olderProtocols.stream(), Stream.of("TLSv1.3")).toList();
        List<String> ciphers =
                Stream.concat(OF_TLS13.stream(), olderCiphers.stream()).toList();
        add("ELBSecurityPolicy-TLS13-1-" + rest, protocols, ciphers);
    }

    private static void add(String name, List<String> protocols, List<String> ciphers) {
        ALL.put(name, new SslPolicy(name, protocols, ciphers));
    }

    /** All policies, by name. */
    public static Map<String, SslPolicy> all() {
        return Map.copyOf(ALL);
    }

    /** The policy of that name. */
    public static Optional<SslPolicy> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** The policy of that name, or the default one: for names that were checked before they were kept. */
    public static SslPolicy orDefault(String name) {
        SslPolicy known = ALL.get(name);
        return known != null ? known : Objects.requireNonNull(ALL.get(DEFAULT));
    }
}
