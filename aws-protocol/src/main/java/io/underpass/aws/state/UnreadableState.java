package io.underpass.aws.state;

/**
 * A document that is not a state. The message begins with the place, {@code $.listeners["arn:..."].port} for instance.
 *
 * <p>Threads: immutable.
 */
public final class UnreadableState extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    /**
     * A refusal.
     *
     * @param path where in the document
     * @param reason what is wrong there, for people
     */
    public UnreadableState(String path, String reason) {
        super(path + ": " + reason, null, false, false);
        this.path = path;
        this.reason = reason;
    }

    /**
     * A refusal of what is at the end of {@code steps}: names of members, and numbers of items.
     *
     * @param reason what is wrong there, for people
     */
    public static UnreadableState at(String reason, Object... steps) {
        Place place = Place.ROOT;
        for (Object step : steps) {
            place = step instanceof Integer index ? place.item(index) : place.member(step.toString());
        }
        return place.wrong(reason);
    }

    /** Where in the document, as a JSON path. */
    public String path() {
        return path;
    }

    /** What is wrong there. */
    public String reason() {
        return reason;
    }
}
