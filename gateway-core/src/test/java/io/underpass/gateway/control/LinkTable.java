package io.underpass.gateway.control;

import io.underpass.aws.Scope;
import io.underpass.gateway.PrivateLinks;
import io.underpass.wire.Trail;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** VPC links that a test sets up. */
final class LinkTable implements PrivateLinks {

    final Map<String, LinkVersion> versions = new HashMap<>();
    final Set<String> deleting = new HashSet<>();

    @Override
    public Resolution resolve(
            Scope scope, String connectionId, Optional<String> integrationTarget, Endpoint endpoint, Trail trail) {
        throw new UnsupportedOperationException("a control test sends no requests");
    }

    @Override
    public Optional<LinkVersion> versionOf(Scope scope, String connectionId) {
        return Optional.ofNullable(versions.get(connectionId));
    }

    @Override
    public boolean isDeleting(Scope scope, String connectionId) {
        return deleting.contains(connectionId);
    }
}
