package io.underpass.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Searches for requests for which {@link DecoderProperties} do not hold. Threads: one. */
class RequestsFuzz {

    @FuzzTest(maxDuration = "60s")
    void requests(byte[] bytes) {
        DecoderProperties.checkRequests(bytes);
    }
}
