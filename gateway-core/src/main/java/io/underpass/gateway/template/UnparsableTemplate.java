package io.underpass.gateway.template;

/**
 * A source that is no template. AWS takes it when the integration is created, and every request that needs it is answered
 * with 500 (a guess; a user of AWS saw {@code #include} and {@code #parse} fail when invoked).
 *
 * <p>Threads: immutable.
 *
 * @param name of the template, for people
 * @param line from 1; 0 where no place is known
 * @param column from 1; 0 where no place is known
 * @param problem for people, without the place
 */
public record UnparsableTemplate(String name, int line, int column, String problem) implements ParsedTemplate {

    /** The whole for people. */
    public String reason() {
        String place = line > 0 ? " (line " + line + ", column " + column + ")" : "";
        return "the template " + name + place + " cannot be parsed: " + problem;
    }
}
