package io.underpass.alb.desync;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says why a head is not compliant: the first of its worst reasons (spec 5.3).
 *
 * <p>Threads: confined to one call.
 */
final class HeadClassifier {

    private static final Set<String> CODINGS = Set.of("chunked", "compress", "deflate", "gzip", "identity");
    private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final RawHead head;
    private Optional<Reason> worst = Optional.empty();

    private HeadClassifier(RawHead head) {
        this.head = head;
    }

    /** The reason; empty for compliant heads and those of HTTP/2 or later. */
    static Optional<Reason> classify(RawHead head) {
        if (head.isLater()) {
            return Optional.empty();
        }
        HeadClassifier classifier = new HeadClassifier(head);
        classifier.fields();
        classifier.framing();
        classifier.requestLine();
        return classifier.worst;
    }

    private void found(Reason reason) {
        if (worst.isEmpty() || reason.tier().compareTo(worst.get().tier()) > 0) {
            worst = Optional.of(reason);
        }
    }

    private void fields() {
        for (RawField field : head.fields()) {
            if (Octet.anyBreaking(field.name()) || Octet.anyBreaking(field.value())) {
                found(Reason.BAD_HEADER);
            } else if (Octet.trim(field.name()).isEmpty()) {
                found(Reason.EMPTY_HEADER);
            } else if (field.resemblesTransferEncoding() || field.resemblesContentLength()) {
                found(Reason.SUSPICIOUS_HEADER);
            } else if (!field.colon() || field.isFolded()) {
                // The load balancer's own reasons have none for such lines; this tier is the public library's.
                found(Reason.SUSPICIOUS_HEADER);
            } else if (!Octet.isToken(field.name()) || Octet.anyControl(field.value())) {
                found(Reason.NON_COMPLIANT_HEADER);
            }
        }
    }

    private void framing() {
        List<RawField> codings = new ArrayList<>();
        List<String> lengths = new ArrayList<>();
        for (RawField field : head.fields()) {
            if (field.isTransferEncoding() || field.resemblesTransferEncoding()) {
                codings.add(field);
            } else if (field.isContentLength() || field.resemblesContentLength()) {
                lengths.add(field.value());
            }
        }
        if (!codings.isEmpty()) {
            codings(codings);
        }
        if (!lengths.isEmpty()) {
            lengths(lengths);
        }
        if (!codings.isEmpty() && !lengths.isEmpty()) {
            found(Reason.BOTH_TE_CL_PRESENT);
        }
    }

    private void codings(List<RawField> fields) {
        int chunked = 0;
        for (RawField field : fields) {
            for (String coding : field.codings()) {
                if (!CODINGS.contains(coding)) {
                    found(Reason.BAD_TRANSFER_ENCODING);
                } else if (coding.equals("chunked") && ++chunked > 1) {
                    found(Reason.MULTIPLE_TRANSFER_ENCODING_CHUNKED);
                }
            }
        }
        if (head.isOld() || head.isGetOrHead()) {
            found(Reason.UNDEFINED_TRANSFER_ENCODING_SEMANTICS);
        }
    }

    private void lengths(List<String> values) {
        Optional<BigInteger> first = Optional.empty();
        for (String value : values) {
            Optional<BigInteger> length = length(value);
            if (length.isEmpty()) {
                found(Reason.BAD_CONTENT_LENGTH);
            } else if (first.isEmpty()) {
                first = length;
            } else {
                found(first.equals(length) ? Reason.DUPLICATE_CONTENT_LENGTH : Reason.MULTIPLE_CONTENT_LENGTH);
            }
        }
        if (first.isPresent()) {
            if (head.isBeforeHttp10() || (head.isGetOrHead() && first.get().signum() > 0)) {
                found(Reason.UNDEFINED_CONTENT_LENGTH_SEMANTICS);
            } else if (head.isGetOrHead()) {
                found(Reason.GET_HEAD_ZERO_CONTENT_LENGTH);
            }
        }
    }

    private static Optional<BigInteger> length(String value) {
        boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(new BigInteger(value)).filter(n -> n.compareTo(LONGEST) <= 0) : Optional.empty();
    }

    private void requestLine() {
        if (!Octet.isToken(head.method())) {
            found(Reason.BAD_METHOD);
        }
        version();
        String target = head.target();
        boolean controls = Octet.anyControl(target) || target.indexOf('\t') >= 0;
        if (Octet.anyBreaking(target) || (controls && head.version().isEmpty())) {
            found(Reason.BAD_URI);
        } else if (controls) {
            found(Reason.AMBIGUOUS_URI);
        } else if (target.indexOf(' ') >= 0) {
            found(Reason.SPACE_IN_URI);
        }
    }

    private void version() {
        String version = head.version();
        if (version.isEmpty() && head.target().indexOf(' ') >= 0) {
            found(Reason.BAD_VERSION); // what stands last is no version that anybody knows
        } else if (version.isEmpty() || version.equals("HTTP/0.9")) {
            found(Reason.NON_COMPLIANT_VERSION);
        } else if (version.length() != 8
                || !version.startsWith("HTTP/1.")
                || version.charAt(7) < '0'
                || version.charAt(7) > '9') {
            found(Reason.BAD_VERSION);
        } else if (version.charAt(7) > '1' || head.extraSpaces()) {
            found(Reason.NON_COMPLIANT_VERSION);
        }
    }
}
