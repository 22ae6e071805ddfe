package io.underpass.gateway.template;

/**
 * What Velocity says of a template, without the place and the list of all tokens it would have liked better.
 *
 * <p>Threads: stateless.
 */
final class Syntax {

    /** The template ends too early, or a string in it does not end. */
    static final String UNFINISHED = "something that was begun does not end";

    private static final char VELOCITY_END = '\u001c';

    private Syntax() {}

    /** The problem on one line. */
    static String problem(Throwable e) {
        String message = e.getMessage();
        if (message == null) {
            return e.getClass().getSimpleName();
        }
        String first = message.split("\\s+Was expecting|\\s+at [^\\n]*\\[line|Was expecting", 2)[0];
        // Velocity marks the end of a text by a character of its own, printed as such or escaped.
        boolean ends = first.contains("<EOF>") || first.indexOf(VELOCITY_END) >= 0 || first.contains("\\u001c");
        return ends ? UNFINISHED : Quoted.line(first);
    }
}
