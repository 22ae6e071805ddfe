package io.underpass.alb.data;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.Trail;
import io.underpass.wire.UpstreamRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Makes the request of a health check, field by field as seen on AWS (spec 3.3). Threads: safe, holds nothing. */
final class HealthRequest {

    static final String USER_AGENT = "ELB-HealthChecker/2.0";
    private static final String ACCEPT_ENCODING = "gzip, compressed";
    private static final int DEFAULT_PORT = 80;

    /** Not compressed, no bytes (gRPC over HTTP/2: "Length-Prefixed-Message"). */
    private static final int GRPC_PREFIX_BYTES = 5;

    private static final int DEFAULT_SECURE_PORT = 443;

    private HealthRequest() {}

    static UpstreamRequest of(String host, int port, boolean secure, String path, EventLoop eventLoop) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory()
                .newHeaders()
                .add(FieldNames.HOST, authority(host, port, secure))
                .add(FieldNames.CONNECTION, HttpHeaderValues.CLOSE)
                .add(FieldNames.USER_AGENT, USER_AGENT)
                .add(FieldNames.ACCEPT_ENCODING, ACCEPT_ENCODING);
        return request(new RequestHead(HttpMethod.GET, path, HttpVersion.HTTP_1_1, headers), RequestBody.EMPTY, eventLoop);
    }

    /** A call of {@code method} with an empty message; which fields AWS sends with it is not known. */
    static UpstreamRequest ofGrpc(String host, int port, boolean secure, String method, EventLoop eventLoop) {
        FieldList headers = new FieldList()
                .append(FieldNames.HOST, authority(host, port, secure))
                .append(FieldNames.CONTENT_TYPE, "application/grpc")
                .append(FieldNames.TE, "trailers")
                .append(FieldNames.USER_AGENT, USER_AGENT);
        RequestBody message = RequestBody.of(Unpooled.buffer(GRPC_PREFIX_BYTES).writeZero(GRPC_PREFIX_BYTES));
        return request(new RequestHead(HttpMethod.POST, method, HttpVersion.HTTP_1_1, headers), message, eventLoop);
    }

    private static UpstreamRequest request(RequestHead head, RequestBody body, EventLoop eventLoop) {
        InetSocketAddress self = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new UpstreamRequest(head, body, eventLoop, new Peer(self, self, false), new Trail());
    }

    private static String authority(String host, int port, boolean secure) {
        return (port == (secure ? DEFAULT_SECURE_PORT : DEFAULT_PORT)
                        ? HostAndPort.of(host)
                        : HostAndPort.of(host, port))
                .toString();
    }
}
