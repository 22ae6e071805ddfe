package io.underpass.gateway.template;

import org.apache.velocity.exception.ResourceNotFoundException;
import org.apache.velocity.runtime.RuntimeServices;
import org.apache.velocity.runtime.resource.Resource;
import org.apache.velocity.runtime.resource.ResourceManager;
import org.jspecify.annotations.Nullable;

/**
 * Finds nothing, so that no template reaches a file.
 *
 * <p>Threads: stateless.
 */
final class NoResources implements ResourceManager {

    @Override
    public void initialize(RuntimeServices services) {
        // There is nothing to load from.
    }

    @Override
    public Resource getResource(String name, int type, String encoding) {
        throw new ResourceNotFoundException("templates load nothing");
    }

    @Override
    public @Nullable String getLoaderNameForResource(String name) {
        return null;
    }
}
