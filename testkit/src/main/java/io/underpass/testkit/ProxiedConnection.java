package io.underpass.testkit;

/**
 * A connection through a {@link FaultProxy}, as it was when it was asked for.
 *
 * <p>Threads: immutable.
 *
 * @param number the number of the connection, from 1
 * @param bytesUp how many bytes the server was sent
 * @param bytesDown how many bytes the client was sent
 * @param ending how it ended, if it did
 */
public record ProxiedConnection(int number, long bytesUp, long bytesDown, Ending ending) {

    /** How a connection ended. Threads: constants. */
    public enum Ending {
        /** It has not. */
        OPEN,
        /** The client ended it, or its way up, first. */
        BY_CLIENT,
        /** The server ended it, or its way down, first. */
        BY_SERVER,
        /** A fault did, or the proxy was closed. */
        BY_PROXY,
        /** The server took no connection: the client's was reset. */
        UNREACHABLE
    }

    /** Whether it has not ended. */
    public boolean isOpen() {
        return ending == Ending.OPEN;
    }

    @Override
    public String toString() {
        return "connection " + number + " (" + bytesUp + " bytes up, " + bytesDown + " down, "
                + ending.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ")";
    }
}
