package io.underpass.gateway.openapi;

/** Names the models of schemas that stand where they are used. Threads: confined to one import. */
@FunctionalInterface
public interface ModelNames {

    /** A name that no model of the API has. */
    String next();
}
