package io.underpass.it;

import static io.grpc.stub.ServerCalls.asyncBidiStreamingCall;
import static io.grpc.stub.ServerCalls.asyncClientStreamingCall;
import static io.grpc.stub.ServerCalls.asyncServerStreamingCall;
import static io.grpc.stub.ServerCalls.asyncUnaryCall;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server made with gRPC's own library, on a free port, with calls of all four kinds whose messages are texts, and the
 * health service.
 *
 * <p>Threads: safe.
 */
final class GrpcShop implements AutoCloseable {

    static final MethodDescriptor<String, String> PLACE = method(MethodType.UNARY, "shop.Orders/Place");
    static final MethodDescriptor<String, String> WATCH = method(MethodType.SERVER_STREAMING, "shop.Orders/Watch");
    static final MethodDescriptor<String, String> COLLECT = method(MethodType.CLIENT_STREAMING, "shop.Orders/Collect");
    static final MethodDescriptor<String, String> CHAT = method(MethodType.BIDI_STREAMING, "shop.Orders/Chat");
    static final MethodDescriptor<String, String> UNKNOWN = method(MethodType.UNARY, "shop.Orders/Unknown");
    private static final MethodDescriptor<String, String> CHECK =
            method(MethodType.UNARY, "grpc.health.v1.Health/Check");

    static final Metadata.Key<String> SERVER = key("x-server");
    static final Metadata.Key<String> REASON = key("x-reason");

    /** A HealthCheckResponse that says SERVING. */
    private static final String SERVING = "\b\1";

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Server server;

    GrpcShop() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .intercept(new Interceptor())
                    .addService(ServerServiceDefinition.builder("shop.Orders")
                            .addMethod(PLACE, asyncUnaryCall(GrpcShop::place))
                            .addMethod(WATCH, asyncServerStreamingCall(this::watch))
                            .addMethod(COLLECT, asyncClientStreamingCall(GrpcShop::collect))
                            .addMethod(CHAT, asyncBidiStreamingCall(GrpcShop::chat))
                            .build())
                    .addService(ServerServiceDefinition.builder("grpc.health.v1.Health")
                            .addMethod(CHECK, asyncUnaryCall((request, answer) -> answer(answer, SERVING)))
                            .build())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static MethodDescriptor<String, String> method(MethodType type, String name) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName(name)
                .setRequestMarshaller(new Text())
                .setResponseMarshaller(new Text())
                .build();
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Writes down each call and who it seems to come from, and says whose answer it is. */
    private final class Interceptor implements ServerInterceptor {
        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(
                ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
            calls.add(call.getMethodDescriptor().getFullMethodName() + " over " + headers.get(key("x-forwarded-proto"))
                    + " for " + call.getAuthority());
            return next.startCall(
                    new SimpleForwardingServerCall<>(call) {
                        @Override
                        public void sendHeaders(Metadata head) {
                            head.put(SERVER, "shop");
                            super.sendHeaders(head);
                        }
                    },
                    headers);
        }
    }

    private static void answer(StreamObserver<String> to, String message) {
        to.onNext(message);
        to.onCompleted();
    }

    private static void place(String order, StreamObserver<String> answer) {
        if (order.equals("unicorn")) {
            Metadata trailers = new Metadata();
            trailers.put(REASON, "there is none");
            answer.onError(Status.FAILED_PRECONDITION
                    .withDescription("100 % sold out: ünicorns")
                    .asRuntimeException(trailers));
        } else {
            answer(answer, "placed " + order);
        }
    }

    /** As many messages as asked for, or one and then silence until the caller goes away. */
    private void watch(String count, StreamObserver<String> answer) {
        if (count.equals("for ever")) {
            ((ServerCallStreamObserver<String>) answer).setOnCancelHandler(cancelled::countDown);
            answer.onNext("now");
            return;
        }
        for (int i = 1; i <= Integer.parseInt(count); i++) {
            answer.onNext("event " + i);
        }
        answer.onCompleted();
    }

    private static StreamObserver<String> collect(StreamObserver<String> answer) {
        List<String> received = new ArrayList<>();
        return new Received(received::add, () -> answer(answer, String.join("+", received)));
    }

    private static StreamObserver<String> chat(StreamObserver<String> answer) {
        return new Received(said -> answer.onNext("re: " + said), answer::onCompleted);
    }

    private record Received(java.util.function.Consumer<String> each, Runnable end) implements StreamObserver<String> {
        @Override
        public void onNext(String message) {
            each.accept(message);
        }

        @Override
        public void onError(Throwable failure) {
            // The caller has left.
        }

        @Override
        public void onCompleted() {
            end.run();
        }
    }

    int port() {
        return server.getPort();
    }

    /** The methods called, the scheme and the authority that were asked for. */
    List<String> calls() {
        return calls;
    }

    /** Open until a caller has given up waiting. */
    CountDownLatch cancelled() {
        return cancelled;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
