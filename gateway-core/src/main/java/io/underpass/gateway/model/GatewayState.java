package io.underpass.gateway.model;

import io.underpass.aws.Scope;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All REST APIs of all accounts and regions, and what they share.
 *
 * <p>Threads: immutable.
 *
 * @param apis by id
 * @param apiKeys by id
 * @param usagePlans by id
 * @param accounts by {@code ACCOUNT/REGION}
 * @param domainNames by name
 * @param clientCertificates by id
 */
public record GatewayState(
        PSortedMap<String, ApiState> apis,
        PSortedMap<String, ApiKey> apiKeys,
        PSortedMap<String, UsagePlan> usagePlans,
        PSortedMap<String, AccountSettings> accounts,
        PSortedMap<String, DomainName> domainNames,
        PSortedMap<String, ClientCertificate> clientCertificates) {

    /** No API. */
    public static final GatewayState EMPTY = new GatewayState(
            TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), TreePMap.empty());

    /** The API with {@code id}. */
    public Optional<ApiState> api(String id) {
        return Optional.ofNullable(apis.get(id));
    }

    /** This state with {@code api} added or replaced. */
    public GatewayState with(ApiState api) {
        return withApis(apis.plus(api.api().id(), api));
    }

    /** This state without the API {@code id}. */
    public GatewayState without(String id) {
        return withApis(apis.minus(id));
    }

    private GatewayState withApis(PSortedMap<String, ApiState> next) {
        return new GatewayState(next, apiKeys, usagePlans, accounts, domainNames, clientCertificates);
    }

    /** This state with other API keys. */
    public GatewayState withApiKeys(PSortedMap<String, ApiKey> next) {
        return new GatewayState(apis, next, usagePlans, accounts, domainNames, clientCertificates);
    }

    /** This state with other usage plans. */
    public GatewayState withUsagePlans(PSortedMap<String, UsagePlan> next) {
        return new GatewayState(apis, apiKeys, next, accounts, domainNames, clientCertificates);
    }

    /** What the account of {@code scope} has set in its region. */
    public Optional<AccountSettings> account(Scope scope) {
        return Optional.ofNullable(accounts.get(key(scope)));
    }

    /** This state with other settings for the account of {@code scope} in its region. */
    public GatewayState withAccount(Scope scope, AccountSettings settings) {
        return new GatewayState(
                apis, apiKeys, usagePlans, accounts.plus(key(scope), settings), domainNames, clientCertificates);
    }

    /** The custom domain name {@code name}. */
    public Optional<DomainName> domainName(String name) {
        return Optional.ofNullable(domainNames.get(name));
    }

    /** This state with other custom domain names. */
    public GatewayState withDomainNames(PSortedMap<String, DomainName> next) {
        return new GatewayState(apis, apiKeys, usagePlans, accounts, next, clientCertificates);
    }

    /** This state with {@code domain} added or replaced. */
    public GatewayState with(DomainName domain) {
        return withDomainNames(domainNames.plus(domain.domainName(), domain));
    }

    /** This state with other client certificates. */
    public GatewayState withClientCertificates(PSortedMap<String, ClientCertificate> next) {
        return new GatewayState(apis, apiKeys, usagePlans, accounts, domainNames, next);
    }

    private static String key(Scope scope) {
        return scope.account() + '/' + scope.region();
    }
}
