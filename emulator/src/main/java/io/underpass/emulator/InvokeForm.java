package io.underpass.emulator;

import java.net.URI;

/**
 * The forms of the URLs at which a stage is invoked.
 *
 * <p>Threads: immutable.
 */
public enum InvokeForm {
    /** {@code /restapis/API/STAGE/_user_request_}. */
    PATH {
        @Override
        URI of(URI endpoint, String region, String apiId, String stage) {
            return endpoint.resolve("/restapis/" + apiId + "/" + stage + "/_user_request_");
        }
    },
    /** {@code /_aws/execute-api/API/STAGE}. */
    AWS_PATH {
        @Override
        URI of(URI endpoint, String region, String apiId, String stage) {
            return endpoint.resolve("/_aws/execute-api/" + apiId + "/" + stage);
        }
    },
    /**
     * {@code API.execute-api.REGION.localhost/STAGE}, as on AWS but for the last label. Clients look names below {@code
     * localhost} up or know them; Java does not on every machine.
     */
    HOST {
        @Override
        URI of(URI endpoint, String region, String apiId, String stage) {
            return URI.create(
                    "http://" + apiId + ".execute-api." + region + ".localhost:" + endpoint.getPort() + "/" + stage);
        }
    };

    /** Where the stage is invoked; without a slash at its end. */
    abstract URI of(URI endpoint, String region, String apiId, String stage);
}
