package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.DomainName;
import io.underpass.gateway.model.GatewayState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pcollections.TreePMap;

/** Custom domain names: create, get, list, update, delete. Threads: stateless. */
final class DomainNames {

    private static final int PREFIX_LENGTH = 10;

    private static final PatchTable PATCHES = PatchTable.in(PatchWording.LISTING)
            .strings("/certificateName", "/certificateArn", "/regionalCertificateName", "/regionalCertificateArn")
            .strings("/ownershipVerificationCertificateArn", "/securityPolicy", "/routingMode")
            .strings("/endpointConfiguration/ipAddressType")
            .strings("/mutualTlsAuthentication/truststoreUri", "/mutualTlsAuthentication/truststoreVersion")
            .on("/endpointConfiguration/types/*", PatchTable.ALL, DomainNames::setEndpointType);

    private DomainNames() {}

    static List<Route<GatewayState>> routes() {
        var create = Shapes.input("createDomainNameInput")
                .required("domainName", Shapes.string())
                .optional("certificateName", Shapes.string())
                .optional("certificateBody", Shapes.string())
                .optional("certificatePrivateKey", Shapes.string())
                .optional("certificateChain", Shapes.string())
                .optional("certificateArn", Shapes.string())
                .optional("regionalCertificateName", Shapes.string())
                .optional("regionalCertificateArn", Shapes.string())
                .optional("endpointConfiguration", EndpointSettings.SHAPE)
                .optional("tags", Shapes.map(Shapes.string()))
                .optional("securityPolicy", Shapes.enumeration(RestApis.SECURITY_POLICIES.toArray(String[]::new)))
                .optional("endpointAccessMode", Shapes.enumeration(RestApis.ACCESS_MODES.toArray(String[]::new)))
                .optional(
                        "mutualTlsAuthentication",
                        Shapes.structure()
                                .optional("truststoreUri", Shapes.string())
                                .optional("truststoreVersion", Shapes.string()))
                .optional("ownershipVerificationCertificateArn", Shapes.string())
                .optional("policy", Shapes.string())
                .optional(
                        "routingMode",
                        Shapes.enumeration(
                                "BASE_PATH_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_BASE_PATH_MAPPING"));
        var list = Listing.paged(Shapes.input("getDomainNamesInput"))
                .query("resourceOwner", "resourceOwner", Shapes.string());
        var update = one("updateDomainNameInput").optional("patchOperations", PatchOperation.SHAPE);
        String all = "/domainnames";
        String one = all + "/{domainName}";
        return List.of(
                Route.of("POST", all, 201, "CreateDomainName", create, DomainNames::create),
                Route.of("GET", all, 200, "GetDomainNames", list, DomainNames::list),
                Route.of("GET", one, 200, "GetDomainName", one("getDomainNameInput"), DomainNames::get),
                Route.of("PATCH", one, 200, "UpdateDomainName", update, DomainNames::update),
                Route.of("DELETE", one, 202, "DeleteDomainName", one("deleteDomainNameInput"), DomainNames::delete));
    }

    static StructureShape one(String input) {
        return Shapes.input(input).path("domainName").query("domainNameId", "domainNameId", Shapes.string());
    }

    /** The domain name of the call; one of another account or region does not exist for the caller. */
    static DomainName lookup(Call<GatewayState> call) {
        return call.state()
                .domainName(call.input().string("domainName").toLowerCase(Locale.ROOT))
                .filter(domain -> domain.scope().equals(call.scope()))
                .orElseThrow(() -> Refusals.notFound("Invalid domain name identifier specified"));
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        Input input = call.input();
        String name = DomainNameReader.name(input.string("domainName"));
        if (call.state().domainName(name).isPresent()) {
            throw Refusals.badRequest("The domain name you provided already exists.");
        }
        DomainName domain = DomainNameReader.read(
                input,
                call.scope(),
                name,
                "d-" + call.ids().alphanumeric(PREFIX_LENGTH),
                certificate(input),
                TreePMap.empty());
        return outcome(call, domain);
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), DomainNameJson.of(lookup(call)));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        List<DomainName> domains = call.state().domainNames().values().stream()
                .filter(domain -> domain.scope().equals(call.scope()))
                .toList();
        return new Outcome<>(
                call.state(), Listing.page(call.input(), domains, DomainName::domainName, DomainNameJson::of));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        DomainName before = lookup(call);
        ObjectNode patched = PATCHES.apply(DomainNameJson.of(before), PatchOperation.of(call.input()));
        DomainName domain = DomainNameReader.read(
                new Input(patched),
                before.scope(),
                before.domainName(),
                before.hostPrefix(),
                before.certificate(),
                before.mappings());
        return outcome(call, domain);
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        String name = lookup(call).domainName();
        return new Outcome<>(
                call.state().withDomainNames(call.state().domainNames().minus(name)), Json.object());
    }

    private static Outcome<GatewayState> outcome(Call<GatewayState> call, DomainName domain) {
        return new Outcome<>(call.state().with(domain), DomainNameJson.of(domain));
    }

    /** The certificate that older clients give whole. */
    private static Optional<DomainName.Certificate> certificate(Input input) {
        Optional<String> body = input.optionalString("certificateBody");
        Optional<String> key = input.optionalString("certificatePrivateKey");
        if (body.isPresent() != key.isPresent()) {
            throw Refusals.badRequest("certificateBody and certificatePrivateKey go together"); // wording: our own
        }
        return body.map(first -> new DomainName.Certificate(
                first + '\n' + input.optionalString("certificateChain").orElse(""), key.orElse("")));
    }

    /** The path names the type to replace or its position; there is only ever one. */
    private static void setEndpointType(ObjectNode document, PatchOperation operation) {
        String type = operation.is("replace") || operation.is("add")
                ? operation.value().orElse("")
                : "";
        if (!List.of("REGIONAL", "EDGE", "PRIVATE").contains(type)) {
            throw Refusals.badRequest("Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE");
        }
        ((ObjectNode) document.get("endpointConfiguration")).set("types", Json.list(List.of(type)));
    }
}
