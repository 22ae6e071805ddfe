package io.underpass.acm.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.acm.model.Certificate;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate as answers show it. Threads: confined to one call. */
final class CertificateView {

    private static final int DNS_NAME = 2;
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]+)");

    private final Certificate certificate;
    private final X509Certificate x509;
    private final List<String> users;
    private final Instant now;

    CertificateView(Certificate certificate, List<String> users, Instant now) {
        this.certificate = certificate;
        this.users = users;
        this.now = now;
        byte[] pem = certificate.certificate().getBytes(StandardCharsets.US_ASCII);
        try {
            this.x509 = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate was readable when it was taken", e);
        }
    }

    Certificate certificate() {
        return certificate;
    }

    String status() {
        return now.isAfter(x509.getNotAfter().toInstant()) ? "EXPIRED" : "ISSUED";
    }

    String keyAlgorithm() {
        return certificate.request().map(Certificate.Request::keyAlgorithm).orElseGet(this::keyFound);
    }

    private String keyFound() {
        PublicKey key = x509.getPublicKey();
        if (key instanceof RSAPublicKey rsa) {
            return "RSA_" + rsa.getModulus().bitLength();
        }
        if (key instanceof ECPublicKey curve) {
            return switch (curve.getParams().getOrder().bitLength()) {
                case 256 -> "EC_prime256v1";
                case 384 -> "EC_secp384r1";
                default -> "EC_secp521r1";
            };
        }
        return key.getAlgorithm();
    }

    private List<String> names() {
        return certificate.request().map(Certificate.Request::names).orElseGet(this::namesFound);
    }

    private List<String> namesFound() {
        try {
            Collection<List<?>> alternatives = x509.getSubjectAlternativeNames();
            if (alternatives != null) {
                return alternatives.stream()
                        .filter(each -> each.get(0).equals(DNS_NAME))
                        .map(each -> (String) each.get(1))
                        .toList();
            }
        } catch (GeneralSecurityException e) {
            return List.of(commonName(x509.getSubjectX500Principal().getName()));
        }
        return List.of(commonName(x509.getSubjectX500Principal().getName()));
    }

    private static String commonName(String name) {
        Matcher matcher = COMMON_NAME.matcher(name);
        return matcher.find() ? matcher.group(1) : name;
    }

    private String domainName() {
        return names().stream()
                .findFirst()
                .orElseGet(() -> commonName(x509.getSubjectX500Principal().getName()));
    }

    /** As ListCertificates shows it. */
    ObjectNode summary() {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.put("CertificateArn", certificate.certificateArn()).put("DomainName", domainName());
        addNames(members, "SubjectAlternativeNameSummaries");
        members.put("HasAdditionalSubjectAlternativeNames", false)
                .put("Status", status())
                .put("Type", type())
                .put("KeyAlgorithm", keyAlgorithm())
                .put("InUse", !users.isEmpty())
                .put("RenewalEligibility", "INELIGIBLE");
        addTimes(members);
        return members;
    }

    /** As DescribeCertificate shows it. */
    ObjectNode detail() {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.put("CertificateArn", certificate.certificateArn()).put("DomainName", domainName());
        addNames(members, "SubjectAlternativeNames");
        certificate.request().ifPresent(request -> addValidation(members, request));
        members.put("Serial", serial())
                .put("Subject", x509.getSubjectX500Principal().getName())
                .put("Issuer", commonName(x509.getIssuerX500Principal().getName()))
                .put("Status", status())
                .put("KeyAlgorithm", keyAlgorithm().replace("RSA_", "RSA-"))
                .put("SignatureAlgorithm", x509.getSigAlgName().toUpperCase(Locale.ROOT));
        addTimes(members);
        ArrayNode inUseBy = members.putArray("InUseBy");
        users.forEach(inUseBy::add);
        members.put("Type", type()).put("RenewalEligibility", "INELIGIBLE");
        certificate
                .request()
                .ifPresent(request -> members.putObject("Options")
                        .put("CertificateTransparencyLoggingPreference", request.transparencyLogging()));
        return members;
    }

    private String type() {
        return certificate.request().isPresent() ? "AMAZON_ISSUED" : "IMPORTED";
    }

    private void addNames(ObjectNode members, String member) {
        ArrayNode list = members.putArray(member);
        names().forEach(list::add);
    }

    private void addTimes(ObjectNode members) {
        members.put("CreatedAt", seconds(certificate.createdAt()));
        certificate
                .importedAt()
                .ifPresentOrElse(
                        time -> members.put("ImportedAt", seconds(time)),
                        () -> members.put("IssuedAt", seconds(certificate.createdAt())));
        members.put("NotBefore", seconds(x509.getNotBefore().toInstant()))
                .put("NotAfter", seconds(x509.getNotAfter().toInstant()));
    }

    /** The record of the DNS that would have to be there on AWS; nobody looks for it here. */
    private void addValidation(ObjectNode members, Certificate.Request request) {
        ArrayNode options = members.putArray("DomainValidationOptions");
        for (String name : request.names()) {
            ObjectNode option = options.addObject()
                    .put("DomainName", name)
                    .put("ValidationDomain", name)
                    .put("ValidationStatus", "SUCCESS")
                    .put("ValidationMethod", request.validationMethod());
            if (request.validationMethod().equals("DNS")) {
                String plain = name.startsWith("*.") ? name.substring(2) : name;
                String token = hex(BigInteger.valueOf(plain.hashCode()).multiply(x509.getSerialNumber()));
                option.putObject("ResourceRecord")
                        .put("Name", "_" + token.substring(0, Math.min(32, token.length())) + '.' + plain + '.')
                        .put("Type", "CNAME")
                        .put("Value", "_" + hex(x509.getSerialNumber()) + ".acm-validations.aws.");
            }
        }
    }

    private String serial() {
        return hex(x509.getSerialNumber()).replaceAll("(..)(?=.)", "$1:");
    }

    private static String hex(BigInteger number) {
        byte[] bytes = number.abs().toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0; // the sign
        return HexFormat.of().formatHex(bytes, from, bytes.length);
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
