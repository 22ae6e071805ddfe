package io.underpass.gateway.control;

import io.underpass.aws.Arn;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.model.GatewayState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tags of anything that has an ARN: tag, untag, get. Threads: stateless. */
final class Tags {

    private Tags() {}

    static List<Route<GatewayState>> routes() {
        String one = "/tags/{resourceArn+}";
        var tag = Shapes.input("tagResourceInput").path("resourceArn").required("tags", Shapes.map(Shapes.string()));
        var untag = Shapes.input("untagResourceInput")
                .path("resourceArn")
                .query("tagKeys", "tagKeys", Shapes.list(Shapes.string()));
        var get = Listing.paged(Shapes.input("getTagsInput").path("resourceArn"));
        return List.of(
                Route.of("PUT", one, 204, "TagResource", tag, Tags::tag),
                Route.of("DELETE", one, 204, "UntagResource", untag, Tags::untag),
                Route.of("GET", one, 200, "GetTags", get, Tags::get));
    }

    private static Outcome<GatewayState> tag(Call<GatewayState> call) {
        Tagged resource = find(call);
        Map<String, String> tags = new LinkedHashMap<>(resource.tags(call.state()));
        tags.putAll(call.input().stringMap("tags"));
        return new Outcome<>(resource.with(call.state(), Map.copyOf(tags)), Json.object());
    }

    private static Outcome<GatewayState> untag(Call<GatewayState> call) {
        Tagged resource = find(call);
        Map<String, String> tags = new LinkedHashMap<>(resource.tags(call.state()));
        call.input().strings("tagKeys").forEach(tags::remove);
        return new Outcome<>(resource.with(call.state(), Map.copyOf(tags)), Json.object());
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        Tagged resource = find(call);
        var node = Json.object();
        node.set("tags", Json.strings(resource.tags(call.state())));
        return new Outcome<>(call.state(), node);
    }

    /** The account stands in none of these ARNs; who calls decides it. The words of refusals are guesses. */
    private static Tagged find(Call<GatewayState> call) {
        String text = call.input().string("resourceArn");
        Arn arn = Arn.parse(text)
                .filter(parsed -> parsed.service().equals("apigateway")
                        && parsed.region().equals(call.scope().region()))
                .orElseThrow(() -> Refusals.badRequest("Invalid ARN specified in the request"));
        String path = arn.resource().startsWith("/") ? arn.resource().substring(1) : arn.resource();
        List<String> names = List.of(path.split("/"));
        Tagged found = switch (names.get(0)) {
            case "restapis" ->
                names.size() == 2
                        ? new Tagged.OfApi(names.get(1))
                        : names.size() == 4 && names.get(2).equals("stages")
                                ? new Tagged.OfStage(names.get(1), names.get(3))
                                : Tagged.NONE;
            case "apikeys" -> names.size() == 2 ? Tagged.key(names.get(1)) : Tagged.NONE;
            case "usageplans" -> names.size() == 2 ? Tagged.plan(names.get(1)) : Tagged.NONE;
            case "domainnames" -> names.size() == 2 ? Tagged.domain(names.get(1)) : Tagged.NONE;
            case "clientcertificates" -> names.size() == 2 ? Tagged.certificate(names.get(1)) : Tagged.NONE;
            case "vpclinks" ->
                throw AwsError.notEmulated("tags of /" + names.get(0) + " (TagResource, UntagResource, GetTags)");
            default -> Tagged.NONE;
        };
        if (!found.existsIn(call.state(), call.scope())) {
            throw Refusals.notFound("Invalid resource identifier specified: " + text);
        }
        return found;
    }
}
