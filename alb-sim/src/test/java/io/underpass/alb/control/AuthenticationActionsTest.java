package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcollections.TreePMap;

class AuthenticationActionsTest {

    private static final String POOL = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Ab3";
    private static final String[] OIDC = {
        "Issuer=https://idp.example.com",
        "AuthorizationEndpoint=https://idp.example.com/authorize",
        "TokenEndpoint=https://idp.example.com/token",
        "UserInfoEndpoint=https://idp.example.com/userinfo",
        "ClientId=client-1"
    };
    private static final String[] COGNITO = {"UserPoolArn=" + POOL, "UserPoolClientId=c1", "UserPoolDomain=shop"};
    private static final String[] JWT = {"JwksEndpoint=https://idp.example.com/jwks", "Issuer=https://idp.example.com"};

    private final Elb elb = new Elb();
    private String http = "";
    private String https = "";

    @BeforeEach
    void create() {
        String loadBalancer = elb.loadBalancer("orders");
        http = elb.listener(loadBalancer, 80);
        https = http + "5";
        elb.control.change(state -> state.with(new Listener(
                https,
                loadBalancer,
                "HTTPS",
                443,
                List.of(new Action.FixedResponse(Optional.empty(), "404", Optional.empty(), Optional.empty())),
                https.replace(":listener/", ":listener-rule/") + "/d",
                Map.of(),
                TreePMap.empty())));
    }

    private static String[] on(String listener, String type, String config, String[] members, String... more) {
        List<String> parameters = new ArrayList<>(List.of(
                "ListenerArn=" + listener,
                "Priority=1",
                "Conditions.member.1.Field=path-pattern",
                "Conditions.member.1.Values.member.1=/a"));
        parameters.addAll(actions(type, config, members, more));
        return parameters.toArray(String[]::new);
    }

    private static List<String> actions(String type, String config, String[] members, String... more) {
        List<String> parameters = new ArrayList<>(List.of(
                "Actions.member.1.Type=" + type,
                "Actions.member.1.Order=1",
                "Actions.member.2.Type=fixed-response",
                "Actions.member.2.Order=2",
                "Actions.member.2.FixedResponseConfig.StatusCode=200"));
        for (String[] each : new String[][] {members, more}) {
            for (String member : each) {
                parameters.add("Actions.member.1." + config + "." + member);
            }
        }
        return parameters;
    }

    private Xml accepted(String type, String config, String[] members, String... more) {
        return elb.ok("CreateRule", on(https, type, config, members, more))
                .all("Rules/member/Actions/member")
                .get(0);
    }

    private String refused(String type, String config, String[] members, String... more) {
        return elb.error("CreateRule", on(https, type, config, members, more));
    }

    private String refusedOidc(String... more) {
        return refused("authenticate-oidc", "AuthenticateOidcConfig", OIDC, more);
    }

    @Test
    void oidcComesBackWithDefaultsAndWithoutItsSecret() {
        Xml config = accepted("authenticate-oidc", "AuthenticateOidcConfig", OIDC, "ClientSecret=s3cr3t")
                .child("AuthenticateOidcConfig");
        assertThat(config.members())
                .containsExactly(
                        "Issuer",
                        "AuthorizationEndpoint",
                        "TokenEndpoint",
                        "UserInfoEndpoint",
                        "ClientId",
                        "SessionCookieName",
                        "Scope",
                        "SessionTimeout",
                        "OnUnauthenticatedRequest");
        assertThat(config.text("SessionCookieName")).isEqualTo("AWSELBAuthSessionCookie");
        assertThat(config.text("Scope")).isEqualTo("openid");
        assertThat(config.text("SessionTimeout")).isEqualTo("604800");
        assertThat(config.text("OnUnauthenticatedRequest")).isEqualTo("authenticate");
    }

    @Test
    void cognitoComesBackAsGiven() {
        Xml config = accepted(
                        "authenticate-cognito",
                        "AuthenticateCognitoConfig",
                        COGNITO,
                        "SessionCookieName=SHOP",
                        "Scope=openid email",
                        "SessionTimeout=60",
                        "AuthenticationRequestExtraParams.entry.1.key=lang",
                        "AuthenticationRequestExtraParams.entry.1.value=de",
                        "AuthenticationRequestExtraParams.entry.2.key=display",
                        "AuthenticationRequestExtraParams.entry.2.value=page",
                        "OnUnauthenticatedRequest=allow")
                .child("AuthenticateCognitoConfig");
        assertThat(config.text("UserPoolArn")).isEqualTo(POOL);
        assertThat(config.text("SessionTimeout")).isEqualTo("60");
        assertThat(config.texts("AuthenticationRequestExtraParams/entry/key")).containsExactly("lang", "display");
        assertThat(config.texts("AuthenticationRequestExtraParams/entry/value")).containsExactly("de", "page");
    }

    @Test
    void jwtComesBackAsGiven() {
        Xml config = accepted(
                        "jwt-validation",
                        "JwtValidationConfig",
                        JWT,
                        "AdditionalClaims.member.1.Format=string-array",
                        "AdditionalClaims.member.1.Name=groups",
                        "AdditionalClaims.member.1.Values.member.1=a",
                        "AdditionalClaims.member.1.Values.member.2=b")
                .child("JwtValidationConfig");
        assertThat(config.members()).containsExactly("JwksEndpoint", "Issuer", "AdditionalClaims");
        assertThat(config.texts("AdditionalClaims/member/Values/member")).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authenticate-oidc", "authenticate-cognito", "jwt-validation"})
    void onlyHttpsListenersAuthenticate(String type) {
        String[] parameters = switch (type) {
            case "authenticate-oidc" -> on(http, type, "AuthenticateOidcConfig", OIDC, "ClientSecret=s");
            case "authenticate-cognito" -> on(http, type, "AuthenticateCognitoConfig", COGNITO);
            default -> on(http, type, "JwtValidationConfig", JWT);
        };
        assertThat(elb.error("CreateRule", parameters))
                .isEqualTo("400 InvalidLoadBalancerAction: Actions of type '" + type
                        + "' are supported only on HTTPS listeners");
    }

    @Test
    void aListenerWhoseRulesAuthenticateStaysHttps() {
        elb.ok("CreateRule", on(https, "jwt-validation", "JwtValidationConfig", JWT));
        assertThat(elb.error("ModifyListener", "ListenerArn=" + https, "Protocol=HTTP"))
                .contains("are supported only on HTTPS listeners");
    }

    @Test
    void aloneTheyDecideNothing() {
        String[] alone = Arrays.stream(on(https, "jwt-validation", "JwtValidationConfig", JWT))
                .filter(parameter -> !parameter.startsWith("Actions.member.2"))
                .toArray(String[]::new);
        assertThat(elb.error("CreateRule", alone)).startsWith("400 InvalidLoadBalancerAction");
        assertThat(elb.error("CreateRule", on(https, "jwt-validation", "AuthenticateOidcConfig", OIDC)))
                .startsWith("400 ValidationError: 'AuthenticateOidcConfig' cannot be specified");
    }

    @Test
    void aClientSecretIsGivenOrTakenOver() {
        assertThat(refusedOidc()).startsWith("400 InvalidLoadBalancerAction: A client secret");
        assertThat(refusedOidc("UseExistingClientSecret=true")).startsWith("400 InvalidLoadBalancerAction");
        assertThat(refusedOidc("UseExistingClientSecret=true", "ClientSecret=s"))
                .isEqualTo("400 InvalidLoadBalancerAction: You cannot both specify a client secret and set"
                        + " UseExistingClientSecret to true");
        String rule = elb.ok(
                        "CreateRule", on(https, "authenticate-oidc", "AuthenticateOidcConfig", OIDC, "ClientSecret=s"))
                .text("Rules/member/RuleArn");
        List<String> change = actions(
                "authenticate-oidc",
                "AuthenticateOidcConfig",
                OIDC,
                "UseExistingClientSecret=true",
                "SessionTimeout=5");
        change.add("RuleArn=" + rule);
        elb.ok("ModifyRule", change.toArray(String[]::new));
        Rule changed = elb.control.state().rules().get(rule);
        Action.AuthenticateOidc oidc =
                (Action.AuthenticateOidc) changed.actions().get(0);
        assertThat(oidc.clientSecret()).isEqualTo("s");
        assertThat(oidc.session().timeoutSeconds()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "SessionTimeout=0",
        "SessionTimeout=604801",
        "SessionCookieName=a b",
        "OnUnauthenticatedRequest=maybe",
        "Issuer=idp.example.com",
        "TokenEndpoint=ftp://idp.example.com"
    })
    void oidcIsRefused(String member) {
        String name = member.substring(0, member.indexOf('=') + 1);
        String[] others =
                Arrays.stream(OIDC).filter(each -> !each.startsWith(name)).toArray(String[]::new);
        assertThat(refused("authenticate-oidc", "AuthenticateOidcConfig", others, member, "ClientSecret=s"))
                .startsWith("400 ValidationError");
    }

    @Test
    void cognitoNeedsAUserPool() {
        assertThat(refused("authenticate-cognito", "AuthenticateCognitoConfig", new String[] {
                    "UserPoolArn=pool", "UserPoolClientId=c", "UserPoolDomain=d"
                }))
                .isEqualTo("400 ValidationError: 'pool' is not a valid user pool ARN");
        assertThat(refused("authenticate-cognito", "AuthenticateCognitoConfig", new String[] {
                    "UserPoolArn=" + POOL, "UserPoolClientId=c", "UserPoolDomain=a b"
                }))
                .isEqualTo("400 ValidationError: 'a b' is not a valid user pool domain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a..b", ".", "shop.", "-shop", "shop-", "a.1", "a.b:80", "a.b/c", "a.b?c", "me@a.b", "a_b", ""})
    void aDomainOfNoHostIsRefused(String domain) {
        assertThat(refused("authenticate-cognito", "AuthenticateCognitoConfig", new String[] {
                    "UserPoolArn=" + POOL, "UserPoolClientId=c", "UserPoolDomain=" + domain
                }))
                .isEqualTo("400 ValidationError: '" + domain + "' is not a valid user pool domain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://idp.example.com:65536/", "https://a..b/", "https:///token", "https://a b/"})
    void anEndpointThatNobodyCanCallIsRefused(String url) {
        assertThat(refusedOidc("ClientSecret=s", "TokenEndpoint=" + url)).startsWith("400 ValidationError");
        assertThat(refused("jwt-validation", "JwtValidationConfig", new String[] {"JwksEndpoint=" + url, "Issuer=i"}))
                .startsWith("400 ValidationError: 'JwksEndpoint' must be a full URL");
    }

    @Test
    void jwtHasLimits() {
        assertThat(jwtWith("exp", "single-string", "a")).contains("'exp'");
        assertThat(jwtWith("scope", "space-separated-values", "a b")).contains("spaces");
        assertThat(jwtWith("scope", "single-string", "a".repeat(257))).contains("too long");
        String[] eleven = new String[33];
        for (int i = 0; i < 11; i++) {
            eleven[3 * i] = "AdditionalClaims.member." + (i + 1) + ".Name=c" + i;
            eleven[3 * i + 1] = "AdditionalClaims.member." + (i + 1) + ".Format=single-string";
            eleven[3 * i + 2] = "AdditionalClaims.member." + (i + 1) + ".Values.member.1=a";
        }
        assertThat(refused("jwt-validation", "JwtValidationConfig", JWT, eleven))
                .contains("'10' additional claims");
    }

    private String jwtWith(String name, String format, String value) {
        String answer = refused(
                "jwt-validation",
                "JwtValidationConfig",
                JWT,
                "AdditionalClaims.member.1.Name=" + name,
                "AdditionalClaims.member.1.Format=" + format,
                "AdditionalClaims.member.1.Values.member.1=" + value);
        assertThat(answer).startsWith("400 ValidationError");
        return answer;
    }
}
