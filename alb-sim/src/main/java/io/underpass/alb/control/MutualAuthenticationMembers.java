package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.bool;
import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.MutualAuthentication;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.util.Optional;

/** Reads and shows how clients say who they are. The texts of the refusals are guesses. Threads: stateless. */
final class MutualAuthenticationMembers {

    static final StructureShape SHAPE = structure()
            .optional("Mode", string())
            .optional("TrustStoreArn", string())
            .optional("IgnoreClientCertificateExpiry", bool())
            .optional("TrustStoreAssociationStatus", enumeration("active", "removed"))
            .optional("AdvertiseTrustStoreCaNames", enumeration("on", "off"));

    private MutualAuthenticationMembers() {}

    static MutualAuthentication read(Input given, Existing existing) {
        String mode = given.optionalString("Mode")
                .orElseThrow(() -> Refusals.validation("A mutual authentication mode must be specified"));
        return switch (mode) {
            case "off", "passthrough" -> {
                if (given.has("TrustStoreArn")
                        || given.has("IgnoreClientCertificateExpiry")
                        || given.optionalString("AdvertiseTrustStoreCaNames")
                                .filter("on"::equals)
                                .isPresent()) {
                    throw Refusals.validation(
                            "Trust store settings cannot be specified for mutual authentication mode '" + mode + "'");
                }
                yield new MutualAuthentication(mode, Optional.empty(), false, false);
            }
            case "verify" -> {
                String trustStore = given.optionalString("TrustStoreArn")
                        .orElseThrow(() -> Refusals.validation(
                                "A trust store ARN must be specified for mutual authentication mode 'verify'"));
                yield new MutualAuthentication(
                        mode,
                        Optional.of(existing.trustStore(trustStore).trustStoreArn()),
                        given.optionalBoolean("IgnoreClientCertificateExpiry").orElse(false),
                        given.optionalString("AdvertiseTrustStoreCaNames")
                                .filter("on"::equals)
                                .isPresent());
            }
            default ->
                throw Refusals.validation(
                        "Mutual authentication mode '" + mode + "' must be one of 'off, passthrough, verify'");
        };
    }

    static void addTo(ObjectNode members, MutualAuthentication mutual) {
        members.put("Mode", mutual.mode());
        mutual.trustStoreArn()
                .ifPresent(arn -> members.put("TrustStoreArn", arn)
                        .put("IgnoreClientCertificateExpiry", mutual.ignoreClientCertificateExpiry())
                        .put("TrustStoreAssociationStatus", "active")
                        .put("AdvertiseTrustStoreCaNames", mutual.advertiseTrustStoreCaNames() ? "on" : "off"));
    }
}
