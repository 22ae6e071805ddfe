package io.underpass.vpclink.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.map;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.StructureShape;
import io.underpass.vpclink.LinkUsers;
import io.underpass.vpclink.NetworkLoadBalancers;
import io.underpass.vpclink.model.VpcLinkState;
import java.util.List;

/**
 * The part of {@code apigateway} that is about VPC links, all of it: those of the first version. The names and locations
 * of members are those of the AWS SDKs' model of 2015-07-09.
 *
 * <p>Threads: stateless; the operations run on the control thread.
 */
public final class VpcLinkV1Operations {

    private static final String LINKS = "/vpclinks";
    private static final String LINK = "/vpclinks/{vpcLinkId}";
    private static final String TAGS = "/tags/{resource-arn+}";

    private VpcLinkV1Operations() {}

    /**
     * The operations on VPC links and their tags.
     *
     * @param users whose links cannot be deleted
     * @param loadBalancers what links can lead to
     */
    public static List<Route<VpcLinkState>> routes(
            VpcLinkSettings settings, LinkUsers users, NetworkLoadBalancers loadBalancers) {
        VpcLinkV1Lifecycle links = new VpcLinkV1Lifecycle(settings, users, loadBalancers);
        VpcLinkTags tags = new VpcLinkTags("apigateway", id -> VpcLinkRules.notFoundV1());
        StructureShape create = input("createVpcLinkInput")
                .optional("name", string())
                .optional("description", string())
                .optional("targetArns", list(string()))
                .optional("tags", map(string()));
        StructureShape page = input("getVpcLinksInput")
                .query("position", "position", string())
                .query("limit", "limit", integer());
        StructureShape one = input("getVpcLinkInput").path("vpcLinkId");
        StructureShape update = input("updateVpcLinkInput")
                .path("vpcLinkId")
                .optional(
                        "patchOperations",
                        list(structure()
                                .optional("op", enumeration("add", "remove", "move", "test", "replace", "copy"))
                                .optional("path", string())
                                .optional("value", string())
                                .optional("from", string())));
        StructureShape resource = input("getTagsInput").path("resource-arn");
        StructureShape tag = resource.optional("tags", map(string()));
        StructureShape untag = resource.query("tagKeys", "tagKeys", list(string()));
        return List.of(
                Route.of("POST", LINKS, 202, "CreateVpcLink", create, links::create),
                Route.of("GET", LINKS, 200, "GetVpcLinks", page, VpcLinkV1Lifecycle::list),
                Route.of("GET", LINK, 200, "GetVpcLink", one, VpcLinkV1Lifecycle::get),
                Route.of("PATCH", LINK, 200, "UpdateVpcLink", update, VpcLinkV1Lifecycle::update),
                Route.of("DELETE", LINK, 202, "DeleteVpcLink", one, links::delete),
                Route.of("PUT", TAGS, 204, "TagResource", tag, tags::tag),
                Route.of("DELETE", TAGS, 204, "UntagResource", untag, tags::untag),
                Route.of("GET", TAGS, 200, "GetTags", resource, tags::get));
    }
}
