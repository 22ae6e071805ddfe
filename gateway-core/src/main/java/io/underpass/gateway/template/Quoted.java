package io.underpass.gateway.template;

/**
 * Text of clients and templates in reasons for people.
 *
 * <p>Threads: stateless.
 */
final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    /** The text on one line. */
    static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** The beginning of the text, on one line. */
    static String shortened(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return start.replaceAll("\\p{Cntrl}", " ");
    }
}
