package io.underpass.emulator.node;

/**
 * When a listener of a node that serves already came to be where it is, and to speak what it speaks.
 *
 * <p>Threads: immutable.
 *
 * @param version the first one that has it so
 * @param atMillis when the node was told
 */
record NodeChange(long version, long atMillis) {

    /** It was there when the node began. */
    static final NodeChange NONE = new NodeChange(0, 0);
}
