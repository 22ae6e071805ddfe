package io.underpass.alb.desync;

/**
 * Why a request is not compliant, in AWS's words (AWS: "Classification reasons" of access logs).
 *
 * <p>Threads: immutable.
 */
public enum Reason {
    /** A GET or HEAD with a Content-Length of 0. */
    GET_HEAD_ZERO_CONTENT_LENGTH("GetHeadZeroContentLength", Tier.ACCEPTABLE),
    /** A field name that is no token, or a value with control characters. */
    NON_COMPLIANT_HEADER("NonCompliantHeader", Tier.ACCEPTABLE),
    /** A version that is not quite one. */
    NON_COMPLIANT_VERSION("NonCompliantVersion", Tier.ACCEPTABLE),
    /** A target with a space in it. */
    SPACE_IN_URI("SpaceInUri", Tier.ACCEPTABLE),
    /** A target with control characters in it. */
    AMBIGUOUS_URI("AmbiguousUri", Tier.AMBIGUOUS),
    /** Both fields that frame a body. */
    BOTH_TE_CL_PRESENT("BothTeClPresent", Tier.AMBIGUOUS),
    /** The same Content-Length twice. */
    DUPLICATE_CONTENT_LENGTH("DuplicateContentLength", Tier.AMBIGUOUS),
    /** A field without a name. */
    EMPTY_HEADER("EmptyHeader", Tier.AMBIGUOUS),
    /** A name that reads like one of a field that frames a body. */
    SUSPICIOUS_HEADER("SuspiciousHeader", Tier.AMBIGUOUS),
    /** A GET or HEAD with a body that Content-Length announces. */
    UNDEFINED_CONTENT_LENGTH_SEMANTICS("UndefinedContentLengthSemantics", Tier.AMBIGUOUS),
    /** A GET or HEAD, or an old version, with Transfer-Encoding. */
    UNDEFINED_TRANSFER_ENCODING_SEMANTICS("UndefinedTransferEncodingSemantics", Tier.AMBIGUOUS),
    /** A Content-Length that is no number. */
    BAD_CONTENT_LENGTH("BadContentLength", Tier.SEVERE),
    /** CR, LF or NUL in a field. */
    BAD_HEADER("BadHeader", Tier.SEVERE),
    /** A method that is no token. */
    BAD_METHOD("BadMethod", Tier.SEVERE),
    /** A transfer coding that is none. */
    BAD_TRANSFER_ENCODING("BadTransferEncoding", Tier.SEVERE),
    /** CR, LF or NUL in the target. */
    BAD_URI("BadUri", Tier.SEVERE),
    /** A version that is none. */
    BAD_VERSION("BadVersion", Tier.SEVERE),
    /** Lengths that differ. */
    MULTIPLE_CONTENT_LENGTH("MultipleContentLength", Tier.SEVERE),
    /** A body that is chunked twice. */
    MULTIPLE_TRANSFER_ENCODING_CHUNKED("MultipleTransferEncodingChunked", Tier.SEVERE);

    private final String text;
    private final Tier tier;

    Reason(String text, Tier tier) {
        this.text = text;
        this.tier = tier;
    }

    /** As logs have it. */
    public String text() {
        return text;
    }

    /** How bad it is. */
    public Tier tier() {
        return tier;
    }
}
