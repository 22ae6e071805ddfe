package io.underpass.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Configures nginx: as the backend that everybody has, and as a proxy with the settings a careful operator would choose
 * (kept connections to the upstream, HTTP/1.1, the three X-Forwarded fields, no access log).
 *
 * <p>Threads: confined to the main thread.
 */
final class Nginx {

    private static final int KILOBYTE = 1000;

    private final Programs programs;
    private final Path folder;

    Nginx(Programs programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /** A server on two ports with bodies of 100 bytes, 10 kB and 1 MB, which answers POST as well. */
    List<Long> backend(int core, int port, int secondPort) throws IOException {
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(files.resolve("10k"), "x".repeat(10 * KILOBYTE));
        Files.writeString(files.resolve("1m"), "x".repeat(KILOBYTE * KILOBYTE));
        return start("backend", core, """
                server {
                  listen 127.0.0.1:%d backlog=4096;
                  listen 127.0.0.1:%d backlog=4096;
                  default_type application/json;
                  root %s;
                  location / { return 200 "%s"; }
                  location = /10k { }
                  location = /1m { }
                }
                """.formatted(port, secondPort, files, "x".repeat(100)));
    }

    /** A proxy from {@code port} to {@code upstreamPort}. */
    List<Long> proxy(String name, int core, int port, int upstreamPort) throws IOException {
        return start(name, core, """
                upstream next { server 127.0.0.1:%d; keepalive 1024; keepalive_requests 100000000; }
                server {
                  listen 127.0.0.1:%d backlog=4096;
                  location / {
                    proxy_pass http://next;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header Host $host;
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_set_header X-Forwarded-Port $server_port;
                    proxy_set_header X-Forwarded-Proto $scheme;
                  }
                }
                """.formatted(upstreamPort, port));
    }

    private List<Long> start(String name, int core, String server) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Path config = home.resolve("nginx.conf");
        Files.writeString(config, """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 20000; }
                http {
                  access_log off;
                  keepalive_requests 100000000;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  %2$s
                }
                """.formatted(home, server));
        String user = ProcessHandle.current().info().user().orElse("").equals("root") ? "user root; " : "";
        long pid = programs.start(
                name, core, List.of("nginx", "-p", home.toString(), "-c", config.toString(), "-g", user));
        Ports.awaitOpen(name, Integer.parseInt(server.replaceAll("(?s).*?listen 127\\.0\\.0\\.1:(\\d+).*", "$1")));
        return Programs.family(pid);
    }
}
