package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.bool;
import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.map;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import io.underpass.aws.shape.ListShape;
import io.underpass.aws.shape.StructureShape;

/** The shape of rules' actions, those that are not emulated included, so that they are refused by name. Threads: stateless. */
final class ActionShapes {

    private static final StructureShape FORWARD = structure()
            .optional(
                    "TargetGroups",
                    list(structure().optional("TargetGroupArn", string()).optional("Weight", integer())))
            .optional(
                    "TargetGroupStickinessConfig",
                    structure().optional("Enabled", bool()).optional("DurationSeconds", integer()));

    private static final StructureShape REDIRECT = structure()
            .optional("Protocol", string(0, Integer.MAX_VALUE, "^(HTTPS?|#\\{protocol\\})$"))
            .optional("Port", string())
            .optional("Host", string(1, 128))
            .optional("Path", string(1, 128))
            .optional("Query", string(0, 128))
            .required("StatusCode", enumeration("HTTP_301", "HTTP_302"));

    private static final StructureShape FIXED_RESPONSE = structure()
            .optional("MessageBody", string(0, 1024))
            .required("StatusCode", string(0, Integer.MAX_VALUE, "^(2|4|5)\\d\\d$"))
            .optional("ContentType", string(0, 32));

    private static final StructureShape SESSION = structure()
            .optional("SessionCookieName", string())
            .optional("Scope", string())
            .optional("SessionTimeout", integer())
            .optional("AuthenticationRequestExtraParams", map(string()))
            .optional("OnUnauthenticatedRequest", enumeration("deny", "allow", "authenticate"));

    private static final StructureShape OIDC = SESSION.required("Issuer", string())
            .required("AuthorizationEndpoint", string())
            .required("TokenEndpoint", string())
            .required("UserInfoEndpoint", string())
            .required("ClientId", string())
            .optional("ClientSecret", string())
            .optional("UseExistingClientSecret", bool());

    private static final StructureShape COGNITO = SESSION.required("UserPoolArn", string())
            .required("UserPoolClientId", string())
            .required("UserPoolDomain", string());

    private static final StructureShape JWT = structure()
            .required("JwksEndpoint", string())
            .required("Issuer", string())
            .optional(
                    "AdditionalClaims",
                    list(structure()
                            .required("Format", enumeration("single-string", "string-array", "space-separated-values"))
                            .required("Name", string())
                            .required("Values", list(string()))));

    /** A member {@code Actions} or {@code DefaultActions}. */
    static final ListShape ACTIONS = list(structure()
            .required(
                    "Type",
                    enumeration(
                            "forward",
                            "authenticate-oidc",
                            "authenticate-cognito",
                            "redirect",
                            "fixed-response",
                            "jwt-validation"))
            .optional("TargetGroupArn", string())
            .optional("AuthenticateOidcConfig", OIDC)
            .optional("AuthenticateCognitoConfig", COGNITO)
            .optional("Order", integer(1, 50000))
            .optional("RedirectConfig", REDIRECT)
            .optional("FixedResponseConfig", FIXED_RESPONSE)
            .optional("ForwardConfig", FORWARD)
            .optional("JwtValidationConfig", JWT));

    private ActionShapes() {}
}
