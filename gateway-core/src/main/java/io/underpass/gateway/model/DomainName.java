package io.underpass.gateway.model;

import io.underpass.aws.Scope;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * A name of its owner's own under which APIs are called.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param domainName in lower case; may begin with {@code *.}
 * @param hostPrefix the first label of the name that the owner's DNS is to point to
 * @param certificateArns what the owner calls its certificates by their members' names; nothing is looked up under them
 * @param certificate what clients are shown; empty for one of the local authority's
 * @param securityPolicy says which versions of TLS are spoken
 * @param mappings by their paths
 */
public record DomainName(
        Scope scope,
        String domainName,
        String hostPrefix,
        Map<String, String> certificateArns,
        Optional<Certificate> certificate,
        RestApi.EndpointConfiguration endpointConfiguration,
        String securityPolicy,
        Optional<MutualTls> mutualTls,
        Map<String, String> tags,
        PSortedMap<String, BasePathMapping> mappings) {

    /**
     * A certificate and its key, as PEM.
     *
     * @param chain the certificate first
     */
    public record Certificate(String chain, String privateKey) {}

    /**
     * Which clients are let in.
     *
     * @param truststoreUri where the certificates are that theirs must lead to
     */
    public record MutualTls(String truststoreUri, Optional<String> truststoreVersion) {}

    /** This domain name with other mappings. */
    public DomainName withMappings(PSortedMap<String, BasePathMapping> next) {
        return copy(tags, next);
    }

    /** This domain name with other tags. */
    public DomainName withTags(Map<String, String> next) {
        return copy(next, mappings);
    }

    private DomainName copy(Map<String, String> nextTags, PSortedMap<String, BasePathMapping> nextMappings) {
        return new DomainName(
                scope,
                domainName,
                hostPrefix,
                certificateArns,
                certificate,
                endpointConfiguration,
                securityPolicy,
                mutualTls,
                nextTags,
                nextMappings);
    }
}
