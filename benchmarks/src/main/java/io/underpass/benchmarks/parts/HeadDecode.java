package io.underpass.benchmarks.parts;

import io.underpass.wire.HeadDecoding;
import org.openjdk.jmh.annotations.Benchmark;

/** The heads of a request and of a response, from bytes at hand whole to fields that were checked. Threads: one. */
public class HeadDecode extends Part {

    private final HeadDecoding request = HeadDecoding.ofRequest(Messages.REQUEST);
    private final HeadDecoding response = HeadDecoding.ofResponse(Messages.RESPONSE);

    @Benchmark
    public Object request() {
        return request.decode();
    }

    @Benchmark
    public Object response() {
        return response.decode();
    }
}
