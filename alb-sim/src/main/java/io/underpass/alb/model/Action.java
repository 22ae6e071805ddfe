package io.underpass.alb.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a rule does with a request.
 *
 * <p>Threads: immutable.
 */
public sealed interface Action {

    /** AWS's name of the type, {@code forward} for instance. */
    String type();

    /** The ARNs of the groups that {@code actions} name, also of those with weight zero. */
    static Stream<String> targetGroups(List<Action> actions) {
        return actions.stream()
                .filter(Forward.class::isInstance)
                .flatMap(action -> ((Forward) action).targetGroups().stream())
                .map(Forward.WeightedTargetGroup::targetGroupArn);
    }

    /** The place among the rule's actions, where the caller gave one. */
    Optional<Integer> order();

    /**
     * To a target of one of these groups, by weight.
     *
     * @param stickinessEnabled whether a client stays with its group
     * @param stickinessDurationSeconds how long
     */
    record Forward(
            Optional<Integer> order,
            List<WeightedTargetGroup> targetGroups,
            boolean stickinessEnabled,
            Optional<Integer> stickinessDurationSeconds)
            implements Action {
        @Override
        public String type() {
            return "forward";
        }

        /** A group and its share, 0 to 999. */
        public record WeightedTargetGroup(String targetGroupArn, int weight) {}
    }

    /**
     * To another URL. The texts hold placeholders: <code>#{protocol}</code>, <code>#{host}</code>,
     * <code>#{port}</code>, <code>#{path}</code> (without leading slash), <code>#{query}</code>.
     *
     * @param statusCode HTTP_301 or HTTP_302
     */
    record Redirect(
            Optional<Integer> order,
            String protocol,
            String port,
            String host,
            String path,
            String query,
            String statusCode)
            implements Action {
        @Override
        public String type() {
            return "redirect";
        }
    }

    /** This answer. */
    record FixedResponse(
            Optional<Integer> order, String statusCode, Optional<String> contentType, Optional<String> messageBody)
            implements Action {
        @Override
        public String type() {
            return "fixed-response";
        }
    }

    /** Whether it decides who may pass, and not what becomes of those who do. */
    default boolean authenticates() {
        return false;
    }

    /** Only for people whom an OpenID provider vouches for. */
    record AuthenticateOidc(
            Optional<Integer> order,
            String issuer,
            String authorizationEndpoint,
            String tokenEndpoint,
            String userInfoEndpoint,
            String clientId,
            String clientSecret,
            AuthenticationSession session)
            implements Action {
        @Override
        public String type() {
            return "authenticate-oidc";
        }

        @Override
        public boolean authenticates() {
            return true;
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "AuthenticateOidc[" + issuer + ", " + clientId + "]";
        }
    }

    /**
     * Only for the users of a Cognito user pool.
     *
     * @param userPoolDomain the prefix of the pool's domain, or the whole name of one of the owner's
     */
    record AuthenticateCognito(
            Optional<Integer> order,
            String userPoolArn,
            String userPoolClientId,
            String userPoolDomain,
            AuthenticationSession session)
            implements Action {
        @Override
        public String type() {
            return "authenticate-cognito";
        }

        /** The pool's region; empty where the ARN is none. */
        public String region() {
            String[] parts = userPoolArn.split(":", -1);
            return parts.length > 3 ? parts[3] : "";
        }

        /** The name of the pool's domain in full. */
        public String host() {
            return userPoolDomain.contains(".")
                    ? userPoolDomain
                    : userPoolDomain + ".auth." + region() + ".amazoncognito.com";
        }

        @Override
        public boolean authenticates() {
            return true;
        }
    }

    /**
     * Only with a token that one of these keys has signed.
     *
     * @param jwksEndpoint where the keys are
     */
    record JwtValidation(Optional<Integer> order, String jwksEndpoint, String issuer, List<Claim> additionalClaims)
            implements Action {
        @Override
        public String type() {
            return "jwt-validation";
        }

        @Override
        public boolean authenticates() {
            return true;
        }

        /**
         * What the token must say besides.
         *
         * @param format single-string, string-array or space-separated-values
         */
        public record Claim(String format, String name, List<String> values) {}
    }
}
