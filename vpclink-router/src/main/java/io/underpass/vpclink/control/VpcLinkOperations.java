package io.underpass.vpclink.control;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.map;
import static io.underpass.aws.shape.Shapes.string;

import io.underpass.aws.restjson.Route;
import io.underpass.aws.restjson.UnemulatedOperation;
import io.underpass.aws.shape.StructureShape;
import io.underpass.vpclink.LinkActivity;
import io.underpass.vpclink.LinkNetworks;
import io.underpass.vpclink.LinkUsers;
import io.underpass.vpclink.model.VpcLinkState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The part of {@code apigatewayv2} that is about VPC links. The names and locations of members are those of the AWS SDKs'
 * model of 2018-11-29.
 *
 * <p>Threads: stateless; the operations run on the control thread.
 */
public final class VpcLinkOperations {

    private static final String LINKS = "/v2/vpclinks";
    private static final String LINK = "/v2/vpclinks/{vpcLinkId}";
    private static final String TAGS = "/v2/tags/{resource-arn+}";
    private static final String UNEMULATED = "unemulated-apigatewayv2.txt";

    private VpcLinkOperations() {}

    /**
     * The operations on VPC links and their tags.
     *
     * @param users whose links cannot be deleted
     * @param networks what is known of subnets
     * @param activity which links are INACTIVE
     */
    public static List<Route<VpcLinkState>> routes(
            VpcLinkSettings settings, LinkUsers users, LinkNetworks networks, LinkActivity activity) {
        VpcLinkLifecycle links =
                new VpcLinkLifecycle(settings, users, new SubnetRules(networks), new VpcLinkJson(activity));
        VpcLinkTags tags = new VpcLinkTags("apigatewayv2", VpcLinkRules::notFound);
        StructureShape create = input("")
                .optional("name", string())
                .optional("securityGroupIds", list(string()))
                .optional("subnetIds", list(string()))
                .optional("tags", map(string()));
        StructureShape page =
                input("").query("maxResults", "maxResults", string()).query("nextToken", "nextToken", string());
        StructureShape one = input("").path("vpcLinkId");
        StructureShape update = one.optional("name", string());
        StructureShape resource = input("").path("resource-arn");
        StructureShape tag = resource.optional("tags", map(string()));
        StructureShape untag = resource.query("tagKeys", "tagKeys", list(string()));
        return List.of(
                Route.of("POST", LINKS, 201, "CreateVpcLink", create, links::create),
                Route.of("GET", LINKS, 200, "GetVpcLinks", page, links::list),
                Route.of("GET", LINK, 200, "GetVpcLink", one, links::get),
                Route.of("PATCH", LINK, 200, "UpdateVpcLink", update, links::update),
                Route.of("DELETE", LINK, 202, "DeleteVpcLink", one, links::delete),
                Route.of("POST", TAGS, 201, "TagResource", tag, tags::tag),
                Route.of("DELETE", TAGS, 204, "UntagResource", untag, tags::untag),
                Route.of("GET", TAGS, 200, "GetTags", resource, tags::get));
    }

    /** All other operations of {@code apigatewayv2}, most of them about HTTP and WebSocket APIs. */
    public static List<UnemulatedOperation> unemulated() {
        InputStream table = Objects.requireNonNull(VpcLinkOperations.class.getResourceAsStream(UNEMULATED), UNEMULATED);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return UnemulatedOperation.table(lines.lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
