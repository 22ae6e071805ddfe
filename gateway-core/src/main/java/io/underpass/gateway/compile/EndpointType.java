package io.underpass.gateway.compile;

import io.underpass.gateway.model.RestApi.EndpointConfiguration;

/**
 * How clients reach an API.
 *
 * <p>Threads: immutable.
 */
public enum EndpointType {
    /** Through AWS's edge locations; the default. */
    EDGE,
    /** In the API's region. */
    REGIONAL,
    /** From within a VPC only, through an interface endpoint. */
    PRIVATE;

    /** The one type that {@code settings} have; AWS's default where they have none. */
    static EndpointType of(EndpointConfiguration settings) {
        return settings.types().isEmpty() ? EDGE : valueOf(settings.types().get(0));
    }
}
