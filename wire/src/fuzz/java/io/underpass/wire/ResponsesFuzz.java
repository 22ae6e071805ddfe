package io.underpass.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.HttpMethod;

/** Searches for responses for which {@link DecoderProperties} do not hold. Threads: one. */
class ResponsesFuzz {

    @FuzzTest(maxDuration = "60s")
    void responses(byte[] bytes) {
        DecoderProperties.checkResponses(bytes, HttpMethod.GET);
    }
}
