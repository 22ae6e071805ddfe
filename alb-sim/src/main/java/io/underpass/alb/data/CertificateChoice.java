package io.underpass.alb.data;

import io.netty.util.NetUtil;
import io.underpass.wire.ServerIdentity.Holder;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * Which certificate a client gets that names a server (spec 2.2; AWS's page "Certificates for your Application Load
 * Balancer", smart selection): of those for that name the best, for either kind of key.
 *
 * <p>Threads: stateless.
 */
final class CertificateChoice {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final List<String> KINDS = List.of("EC", "RSA");
    private static final List<String> HASHES = List.of("SHA512", "SHA384", "SHA256", "SHA224", "SHA1", "MD5");

    private CertificateChoice() {}

    /**
     * Those for clients that name {@code serverName}, the preferred kind of key first; the default one alone where none
     * has that name, or there is no name.
     *
     * @param holders the default one first
     */
    static List<Holder> of(List<Holder> holders, String serverName, Instant now) {
        List<Holder> named = holders.stream()
                .filter(holder -> !serverName.isEmpty() && isFor(holder.chain().get(0), serverName))
                .sorted(preference(Date.from(now)))
                .toList();
        if (named.isEmpty()) {
            return holders.subList(0, 1);
        }
        Map<String, Holder> best = new LinkedHashMap<>();
        named.forEach(holder -> best.putIfAbsent(kind(holder), holder));
        return List.copyOf(best.values());
    }

    private static Comparator<Holder> preference(Date now) {
        return Comparator.<Holder>comparingInt(holder -> rank(KINDS, kind(holder)))
                .thenComparing(holder -> holder.chain().get(0).getNotAfter().before(now))
                .thenComparing(holder -> hash(holder.chain().get(0)))
                .thenComparing(holder -> keyBits(holder.chain().get(0).getPublicKey()), Comparator.reverseOrder())
                .thenComparing(holder -> millis(holder.chain().get(0)), Comparator.reverseOrder());
    }

    private static String kind(Holder holder) {
        return holder.chain().get(0).getPublicKey().getAlgorithm();
    }

    private static int hash(X509Certificate certificate) {
        String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT).replace("-", "");
        int with = name.indexOf("WITH");
        return rank(HASHES, with < 0 ? name : name.substring(0, with));
    }

    private static int rank(List<String> order, String word) {
        int at = order.indexOf(word);
        return at < 0 ? order.size() : at;
    }

    private static int keyBits(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return rsa.getModulus().bitLength();
        }
        return key instanceof ECPublicKey curve ? curve.getParams().getOrder().bitLength() : 0;
    }

    private static long millis(X509Certificate certificate) {
        return certificate.getNotAfter().getTime() - certificate.getNotBefore().getTime();
    }

    /** Whether {@code certificate} is for the server {@code name}: by its alternative names, or its own where it has none. */
    static boolean isFor(X509Certificate certificate, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives == null) {
                return matches(commonName(certificate), wanted);
            }
            return alternatives.stream()
                    .anyMatch(each -> (each.get(0).equals(DNS_NAME) && matches((String) each.get(1), wanted))
                            || (each.get(0).equals(IP_ADDRESS)
                                    && NetUtil.isValidIpV4Address(wanted)
                                    && wanted.equals(each.get(1))));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static boolean matches(String pattern, String wanted) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("*.")) {
            return lower.equals(wanted);
        }
        int dot = wanted.indexOf('.');
        return dot > 0 && lower.substring(1).equals(wanted.substring(dot));
    }

    private static String commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            return "";
        }
    }
}
