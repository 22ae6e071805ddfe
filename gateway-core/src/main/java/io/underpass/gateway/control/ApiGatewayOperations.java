package io.underpass.gateway.control;

import io.underpass.aws.restjson.Route;
import io.underpass.aws.restjson.UnemulatedOperation;
import io.underpass.gateway.AuthorizerCaches;
import io.underpass.gateway.ClientKeys;
import io.underpass.gateway.StageCaches;
import io.underpass.gateway.UsageRecords;
import io.underpass.gateway.VpcLinks;
import io.underpass.gateway.model.GatewayState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The {@code apigateway} control API: what it emulates and what it knows it does not.
 *
 * <p>Threads: stateless; the routes run on the control thread.
 */
public final class ApiGatewayOperations {

    private static final String UNEMULATED = "unemulated-operations.txt";

    private ApiGatewayOperations() {}

    /**
     * The operations that are emulated.
     *
     * @param links asked which version a VPC link is, and whether it is being deleted
     * @param keys makes client certificates
     * @param authorizers told to forget what authorizers have decided
     * @param usage what API keys have used
     * @param caches told to forget what stages have cached
     */
    public static List<Route<GatewayState>> routes(
            VpcLinks links, ClientKeys keys, AuthorizerCaches authorizers, UsageRecords usage, StageCaches caches) {
        List<Route<GatewayState>> single = single(links, keys, authorizers, usage, caches);
        return Stream.of(single, new Imports(single).routes(), Exports.routes())
                .flatMap(List::stream)
                .toList();
    }

    /** Those that put, show and delete one thing; imports are made of them. */
    private static List<Route<GatewayState>> single(
            VpcLinks links, ClientKeys keys, AuthorizerCaches authorizers, UsageRecords usage, StageCaches caches) {
        return Stream.of(
                        RestApis.routes(),
                        Resources.routes(),
                        Methods.routes(),
                        TestInvokeMethod.routes(),
                        TestInvokeAuthorizer.routes(),
                        MethodResponses.routes(),
                        new Integrations(links).routes(),
                        IntegrationResponses.routes(),
                        new Deployments(links).routes(),
                        new Stages(caches).routes(),
                        new ApiKeys(usage).routes(),
                        new UsagePlans(usage).routes(),
                        new UsagePlanKeys(usage).routes(),
                        new Usage(usage).routes(),
                        Accounts.routes(),
                        Tags.routes(),
                        DomainNames.routes(),
                        BasePathMappings.routes(),
                        new ClientCertificates(keys).routes(),
                        Models.routes(),
                        RequestValidators.routes(),
                        DocumentationParts.routes(),
                        DocumentationVersions.routes(),
                        GatewayResponses.routes(),
                        new Authorizers(authorizers).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** What version 2 of the control API does to REST APIs: mappings of custom domain names. */
    public static List<Route<GatewayState>> version2Routes() {
        return ApiMappings.routes();
    }

    /** The other operations of AWS's API, so that a refusal can name them. */
    public static List<UnemulatedOperation> unemulated() {
        try (InputStream table = Objects.requireNonNull(ApiGatewayOperations.class.getResourceAsStream(UNEMULATED));
                BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return UnemulatedOperation.table(lines.lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
