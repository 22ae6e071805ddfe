package io.underpass.emulator.cli;

import io.underpass.emulator.services.ServiceEndpoints;
import java.util.ArrayList;
import java.util.List;

/** Where Lambda is. Threads: confined to the main thread. */
final class LambdaOptions {

    @Option(
            names = "--lambda-endpoint",
            paramLabel = "[NAME=]URL",
            split = ",",
            description = "Who answers Lambda's Invoke API: for every function, or for the one called NAME. May be"
                    + " repeated. [UNDERPASS_LAMBDA_ENDPOINT]")
    private List<String> endpoints = new ArrayList<>();

    /**
     * These, and who answers for all other services; empty for nobody. Throws IllegalArgumentException where one cannot be
     * read.
     */
    ServiceEndpoints endpoints(String fallback) {
        return ServiceEndpoints.of(endpoints, fallback);
    }
}
