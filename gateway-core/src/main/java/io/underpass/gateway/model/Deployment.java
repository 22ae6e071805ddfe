package io.underpass.gateway.model;

import java.time.Instant;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * A frozen copy of an API. What is edited afterwards is not served until it is deployed.
 *
 * <p>Threads: immutable.
 *
 * @param api the API's settings at that moment
 * @param resources the API's resources at that moment, by id
 * @param definitions what their methods refer to, at that moment
 */
public record Deployment(
        String id,
        Optional<String> description,
        Instant createdDate,
        RestApi api,
        PSortedMap<String, Resource> resources,
        ApiDefinitions definitions) {

    /** This deployment with another description. */
    public Deployment withDescription(Optional<String> next) {
        return new Deployment(id, next, createdDate, api, resources, definitions);
    }
}
