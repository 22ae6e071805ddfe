package io.underpass.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds REST APIs and stages by names, or where there is only one.
 *
 * <p>Threads: blocking, otherwise safe.
 */
final class StageLookup {

    private final ControlCalls aws;

    StageLookup(ControlCalls aws) {
        this.aws = aws;
    }

    /** The id of the API whose name or id is {@code wanted}; of the only one where that is empty. */
    String api(String wanted) {
        List<String> ids = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonNode api : aws.apiGateway("GET", "/restapis?limit=500", "").path("item")) {
            String id = api.path("id").asText();
            String name = api.path("name").asText();
            names.add(name);
            if (wanted.isEmpty() || wanted.equals(id) || wanted.equals(name)) {
                ids.add(id);
            }
        }
        return only("REST API", wanted, ids, names);
    }

    /** The stage {@code wanted} of the API {@code id}; the only one where that is empty. */
    String stage(String id, String wanted) {
        if (!wanted.isEmpty()) {
            return wanted;
        }
        List<String> names = new ArrayList<>();
        aws.apiGateway("GET", "/restapis/" + id + "/stages", "")
                .path("item")
                .forEach(stage -> names.add(stage.path("stageName").asText()));
        return only("stage", wanted, names, names);
    }

    private static String only(String what, String wanted, List<String> found, List<String> all) {
        if (found.size() == 1) {
            return found.get(0);
        }
        String which = wanted.isEmpty() ? "no single " + what : "no single " + what + " '" + wanted + "'";
        throw new IllegalArgumentException("there is " + which + "; there are: " + all);
    }
}
