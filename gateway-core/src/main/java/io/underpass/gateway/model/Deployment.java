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
 */
public record Deployment(
        String id,
        Optional<String> description,
        Instant createdDate,
        RestApi api,
        PSortedMap<String, Resource> resources) {}
