package io.underpass.gateway.control;

import io.underpass.aws.Scope;
import io.underpass.gateway.VpcLinks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** VPC links that a test sets up. */
final class LinkTable implements VpcLinks {

    final Map<String, LinkVersion> versions = new HashMap<>();
    final Set<String> deleting = new HashSet<>();

    @Override
    public Optional<LinkVersion> versionOf(Scope scope, String connectionId) {
        return Optional.ofNullable(versions.get(connectionId));
    }

    @Override
    public boolean isDeleting(Scope scope, String connectionId) {
        return deleting.contains(connectionId);
    }
}
