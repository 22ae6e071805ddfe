package io.underpass.alb.data;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that answers every request with 101 and then speaks as told: bytes, or WebSocket messages.
 *
 * <p>Threads: safe; a thread for each connection.
 */
final class TunnelTarget implements AutoCloseable {

    /** What happens after the 101. */
    interface Talk {
        void speak(Socket client, InputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final Talk talk;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    TunnelTarget(Talk talk) {
        this.talk = talk;
        try {
            server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Sends every message back. */
    static TunnelTarget echoingMessages() {
        return new TunnelTarget((client, in, out) -> {
            DataInputStream frames = new DataInputStream(in);
            while (true) {
                int first = frames.readUnsignedByte();
                int length = frames.readUnsignedByte() & 0x7f;
                int bytes =
                        length == 126 ? frames.readUnsignedShort() : length == 127 ? (int) frames.readLong() : length;
                byte[] mask = frames.readNBytes(4);
                byte[] payload = frames.readNBytes(bytes);
                for (int i = 0; i < bytes; i++) {
                    payload[i] ^= mask[i % 4];
                }
                ByteArrayOutputStream frame = new ByteArrayOutputStream();
                frame.write(first);
                if (bytes < 126) {
                    frame.write(bytes);
                } else if (bytes < 65_536) {
                    frame.write(126);
                    frame.write(bytes >> 8);
                    frame.write(bytes);
                } else {
                    frame.write(127);
                    frame.writeBytes(
                            java.nio.ByteBuffer.allocate(8).putLong(bytes).array());
                }
                frame.writeBytes(payload);
                out.write(frame.toByteArray());
                out.flush();
                if ((first & 0x0f) == 8) {
                    return; // the closing handshake is over
                }
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    /** The heads received so far. */
    List<String> heads() {
        return heads;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket each : accepted) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                accepted.add(client);
                start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    return;
                }
                head.append((char) octet);
            }
            heads.add(head.toString());
            String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + accept(head.toString()) + "\r\n\r\n";
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            talk.speak(client, in, client.getOutputStream());
        } catch (IOException e) {
            // the load balancer has had enough
        }
    }

    private static String accept(String head) {
        String name = "sec-websocket-key:";
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf(name);
        String key = at < 0
                ? ""
                : head.substring(at + name.length(), head.indexOf('\r', at)).trim();
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] hash =
                    sha1.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tunnel-target");
        thread.setDaemon(true);
        thread.start();
    }
}
