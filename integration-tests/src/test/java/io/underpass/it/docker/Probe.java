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

    /** Whether {@code container} has a way to addresses outside its networks. */
    static boolean hasDefaultRoute(String container) {
        return ContainerEngine.succeed("exec", container, "cat", "/proc/net/route")
                .lines()
                .skip(1)
                .anyMatch(route -> route.split("\\s+")[1].equals("00000000"));
    }

    private static String connect(String host, int port) {
        return "exec 3<>/dev/tcp/" + host + "/" + port;
    }
}
