package io.underpass.it.docker;

/** What a container reaches over its networks. Threads: blocking, otherwise safe. */
final class Probe {

    private static final String IMAGE = "underpass";

    private Probe() {}

    /** Whether {@code container} can connect to a port. */
    static boolean connects(String container, String host, int port) {
        return ContainerEngine.docker("exec", container, "timeout", "2", "bash", "-c", connect(host, port))
                .ok();
    }

    /** Whether a container of its own, on {@code network} alone, can connect to a port. */
    static boolean connectsFrom(String network, String host, int port) {
        return ContainerEngine.docker(
                        "run",
                        "--rm",
                        "--network",
                        network,
                        "--entrypoint",
                        "timeout",
                        IMAGE,
                        "2",
                        "bash",
                        "-c",
                        connect(host, port))
                .ok();
    }

    private static String connect(String host, int port) {
        return "exec 3<>/dev/tcp/" + host + "/" + port;
    }
}
