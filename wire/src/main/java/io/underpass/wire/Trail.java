package io.underpass.wire;

/**
 * What decided what, and when, during one exchange: the raw material of the Journal.
 *
 * <p>Steps are appended in the order taken. A value is kept by reference and rendered with {@link Object#toString} only
 * when somebody reads the trail, so a step costs three stores. Only immutable values may be noted.
 *
 * <p>Threads: confined to the event loop of its exchange until the exchange ends; then it is safely published and read
 * only.
 */
public final class Trail {

    private static final int INITIAL_STEPS = 16;

    private final long startedAtNanos;
    private long nowNanos;
    private String[] names = new String[INITIAL_STEPS];
    private Object[] values = new Object[INITIAL_STEPS];
    private long[] nanos = new long[INITIAL_STEPS];
    private int size;
    private String failedStep = "";
    private String failureReason = "";

    /** A trail that begins now. */
    public Trail() {
        this(System.nanoTime());
    }

    /** A trail that begins at {@code startedAtNanos} on the clock of {@link System#nanoTime}. */
    Trail(long startedAtNanos) {
        this.startedAtNanos = startedAtNanos;
        this.nowNanos = startedAtNanos;
    }

    /**
     * The exchange goes on after a wait, at {@code nowNanos} on the clock of {@link System#nanoTime}. What is noted from
     * here to the next wait, some microseconds of work, bears this time: reading the clock for each step would cost more
     * than most steps do.
     */
    void goOn(long nowNanos) {
        this.nowNanos = nowNanos;
    }

    /** The exchange goes on now, after a wait that was not for bytes: for a worker, say. */
    public void goOn() {
        goOn(System.nanoTime());
    }

    /** When the exchange began, on the clock of {@link System#nanoTime}. */
    public long startedAtNanos() {
        return startedAtNanos;
    }

    /** When the exchange began or last went on, on the clock of {@link System#nanoTime}. */
    long nowNanos() {
        return nowNanos;
    }

    /** Writes down that the step {@code name} chose {@code value}. */
    public void note(String name, Object value) {
        if (size == names.length) {
            grow();
        }
        names[size] = name;
        values[size] = value;
        nanos[size] = nowNanos - startedAtNanos;
        size++;
    }

    /** Writes down that the step {@code name} failed and why. The first failure is kept as the cause. */
    public void fail(String name, String reason) {
        nowNanos = System.nanoTime();
        note(name + ".failed", reason);
        if (failedStep.isEmpty()) {
            failedStep = name;
            failureReason = reason;
        }
    }

    /** The number of steps noted. */
    public int size() {
        return size;
    }

    /** The name of step {@code index}, from 0. */
    public String name(int index) {
        return names[index];
    }

    /** The value of step {@code index}, from 0. */
    public Object value(int index) {
        return values[index];
    }

    /** When the exchange went on to step {@code index}, in nanoseconds since it began; exact for a failed step. */
    public long nanos(int index) {
        return nanos[index];
    }

    /** The name of the step that failed first; empty where none did. */
    public String failedStep() {
        return failedStep;
    }

    /** Why that step failed; empty where none did. */
    public String failureReason() {
        return failureReason;
    }

    /** The newest value noted under {@code name}, as text; empty where there is none. */
    public String last(String name) {
        for (int i = size - 1; i >= 0; i--) {
            if (names[i].equals(name)) {
                return String.valueOf(values[i]);
            }
        }
        return "";
    }

    private void grow() {
        names = java.util.Arrays.copyOf(names, size * 2);
        values = java.util.Arrays.copyOf(values, size * 2);
        nanos = java.util.Arrays.copyOf(nanos, size * 2);
    }
}
