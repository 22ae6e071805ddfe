package io.underpass.alb.control;

import io.underpass.alb.model.Action;
import io.underpass.aws.shape.Input;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and checks the actions of a rule or of a listener's default rule (spec 2.4).
 *
 * <p>Threads: confined to one call.
 *
 * @param existing where target groups are looked up
 * @param targetGroupsPerAction the most a forward action may name
 * @param before the actions that are replaced; none for a new rule
 */
record Actions(Existing existing, int targetGroupsPerAction, List<Action> before) {

    private static final Map<String, String> CONFIG_OF = Map.of(
            "ForwardConfig", "forward",
            "TargetGroupArn", "forward",
            "RedirectConfig", "redirect",
            "FixedResponseConfig", "fixed-response",
            "AuthenticateOidcConfig", "authenticate-oidc",
            "AuthenticateCognitoConfig", "authenticate-cognito",
            "JwtValidationConfig", "jwt-validation");
    private static final List<String> CONTENT_TYPES =
            List.of("text/html", "application/json", "application/javascript", "text/css", "text/plain");

    /** The actions that {@code inputs} describe, for a listener of this protocol and port. */
    List<Action> read(List<Input> inputs, String protocol, int port) {
        if (inputs.isEmpty()) {
            throw Refusals.validation("An action must be specified");
        }
        for (Input input : inputs) {
            String type = input.string("Type");
            if (Protocols.isNetwork(protocol) && !type.equals("forward")) {
                throw Refusals.invalidAction("The action type '" + type + "' is not valid with network load balancer");
            }
        }
        List<Action> actions = ActionOrder.of(
                inputs.stream().map(input -> read(input, protocol, port)).toList());
        AuthenticationActions.refuseWithoutTls(actions, protocol);
        return actions;
    }

    private Action read(Input input, String protocol, int port) {
        String type = input.string("Type");
        CONFIG_OF.forEach((member, owner) -> {
            if (!owner.equals(type) && input.has(member)) {
                throw Refusals.validation("'" + member + "' cannot be specified for an action of type '" + type + "'");
            }
        });
        Optional<Integer> order = input.optionalInteger("Order");
        return switch (type) {
            case "forward" -> new ForwardActions(existing, targetGroupsPerAction).read(input, order);
            case "redirect" -> RedirectActions.read(config(input, "RedirectConfig"), order, protocol, port);
            case "authenticate-oidc" ->
                new AuthenticationActions(before).readOidc(config(input, "AuthenticateOidcConfig"), order);
            case "authenticate-cognito" ->
                AuthenticationActions.readCognito(config(input, "AuthenticateCognitoConfig"), order);
            case "jwt-validation" -> AuthenticationActions.readJwt(config(input, "JwtValidationConfig"), order);
            default -> fixedResponse(config(input, "FixedResponseConfig"), order);
        };
    }

    private static Input config(Input input, String member) {
        return input.structure(member)
                .orElseThrow(() -> Refusals.invalidAction("For actions of type '" + input.string("Type")
                        + "', you must specify the following fields: '" + member + "'"));
    }

    private static Action fixedResponse(Input config, Optional<Integer> order) {
        Optional<String> contentType = config.optionalString("ContentType").filter(type -> !type.isEmpty());
        if (contentType.isPresent() && !CONTENT_TYPES.contains(contentType.get())) {
            throw Refusals.invalidAction("The ContentType must be one of:'" + String.join("', '", CONTENT_TYPES) + "'");
        }
        return new Action.FixedResponse(
                order, config.string("StatusCode"), contentType, config.optionalString("MessageBody"));
    }
}
