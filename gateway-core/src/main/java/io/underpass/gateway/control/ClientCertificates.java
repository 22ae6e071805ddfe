package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.ClientKeys;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.ClientCertificate;
import io.underpass.gateway.model.GatewayState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Client certificates: generate, get, list, update, delete. Threads: stateless. */
final class ClientCertificates {

    private static final int ID_LENGTH = 6;

    /** As on AWS. */
    private static final Duration LIFE = Duration.ofDays(365);

    private static final PatchTable PATCHES =
            PatchTable.in(PatchWording.LISTING).strings("/description");

    private final ClientKeys keys;

    ClientCertificates(ClientKeys keys) {
        this.keys = keys;
    }

    List<Route<GatewayState>> routes() {
        var generate = Shapes.input("generateClientCertificateInput")
                .optional("description", Shapes.string())
                .optional("tags", Shapes.map(Shapes.string()));
        var get = Shapes.input("getClientCertificateInput").path("clientCertificateId");
        var list = Listing.paged(Shapes.input("getClientCertificatesInput"));
        var update = Shapes.input("updateClientCertificateInput")
                .path("clientCertificateId")
                .optional("patchOperations", PatchOperation.SHAPE);
        var delete = Shapes.input("deleteClientCertificateInput").path("clientCertificateId");
        String all = "/clientcertificates";
        String one = all + "/{clientCertificateId}";
        return List.of(
                Route.of("POST", all, 201, "GenerateClientCertificate", generate, this::generate),
                Route.of("GET", all, 200, "GetClientCertificates", list, ClientCertificates::list),
                Route.of("GET", one, 200, "GetClientCertificate", get, ClientCertificates::get),
                Route.of("PATCH", one, 200, "UpdateClientCertificate", update, ClientCertificates::update),
                Route.of("DELETE", one, 202, "DeleteClientCertificate", delete, ClientCertificates::delete));
    }

    private Outcome<GatewayState> generate(Call<GatewayState> call) {
        Instant now = call.now().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(LIFE);
        ClientKeys.Pair made = keys.create(now, end);
        ClientCertificate certificate = new ClientCertificate(
                call.scope(),
                UnusedId.draw(call.ids(), ID_LENGTH, call.state().clientCertificates()::containsKey),
                call.input().optionalString("description"),
                made.certificate(),
                made.privateKey(),
                now,
                end,
                call.input().stringMap("tags"));
        return outcome(call, certificate);
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), json(lookup(call)));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        List<ClientCertificate> certificates = call.state().clientCertificates().values().stream()
                .filter(certificate -> certificate.scope().equals(call.scope()))
                .toList();
        return new Outcome<>(
                call.state(),
                Listing.page(call.input(), certificates, ClientCertificate::id, ClientCertificates::json));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        ClientCertificate before = lookup(call);
        Input patched = new Input(PATCHES.apply(json(before), PatchOperation.of(call.input())));
        return outcome(
                call,
                new ClientCertificate(
                        before.scope(),
                        before.id(),
                        patched.optionalString("description"),
                        before.pemEncodedCertificate(),
                        before.privateKey(),
                        before.createdDate(),
                        before.expirationDate(),
                        before.tags()));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        String id = lookup(call).id();
        for (ApiState api : call.state().apis().values()) {
            api.stages().values().stream()
                    .filter(stage -> stage.clientCertificateId().equals(Optional.of(id)))
                    .findFirst()
                    .ifPresent(stage -> {
                        throw Refusals.badRequest("Client certificate is used by the stage " + stage.stageName()
                                + " of the API " + api.api().id()); // wording: a guess
                    });
        }
        return new Outcome<>(
                call.state()
                        .withClientCertificates(
                                call.state().clientCertificates().minus(id)),
                Json.object());
    }

    private static Outcome<GatewayState> outcome(Call<GatewayState> call, ClientCertificate certificate) {
        return new Outcome<>(
                call.state()
                        .withClientCertificates(
                                call.state().clientCertificates().plus(certificate.id(), certificate)),
                json(certificate));
    }

    private static ClientCertificate lookup(Call<GatewayState> call) {
        return Optional.ofNullable(
                        call.state().clientCertificates().get(call.input().string("clientCertificateId")))
                .filter(certificate -> certificate.scope().equals(call.scope()))
                .orElseThrow(() -> Refusals.notFound("Invalid Client Certificate identifier specified"));
    }

    private static ObjectNode json(ClientCertificate certificate) {
        ObjectNode node = Json.object();
        node.put("clientCertificateId", certificate.id());
        Json.put(node, "description", certificate.description());
        node.put("pemEncodedCertificate", certificate.pemEncodedCertificate());
        node.put("createdDate", certificate.createdDate().getEpochSecond());
        node.put("expirationDate", certificate.expirationDate().getEpochSecond());
        Json.putStrings(node, "tags", certificate.tags());
        return node;
    }
}
