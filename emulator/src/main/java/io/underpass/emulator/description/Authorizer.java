package io.underpass.emulator.description;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who decides on the callers of routes. Threads: immutable.
 *
 * @param type {@code TOKEN}, {@code REQUEST} or {@code COGNITO_USER_POOLS}
 * @param arns of the function that is asked, or of user pools
 * @param identitySources what of a request it decides by; of tokens and user pools the field {@code Authorization} unless
 *     said
 * @param timeToLive how long decisions are kept; empty for AWS's five minutes
 * @param validation what tokens have to look like, a regular expression
 */
public record Authorizer(
        String name,
        String type,
        List<String> arns,
        List<String> identitySources,
        Optional<Duration> timeToLive,
        Optional<String> validation) {

    /** Copies the lists. */
    public Authorizer {
        arns = List.copyOf(arns);
        identitySources = List.copyOf(identitySources);
    }

    /** A function that is asked about a token. */
    public static Authorizer token(String name, String functionArn) {
        return of(name, "TOKEN", List.of(functionArn));
    }

    /** A function that is asked about a request. */
    public static Authorizer request(String name, String functionArn) {
        return of(name, "REQUEST", List.of(functionArn));
    }

    /** User pools of Cognito whose tokens are good. */
    public static Authorizer userPools(String name, String... arns) {
        return of(name, "COGNITO_USER_POOLS", List.of(arns));
    }

    private static Authorizer of(String name, String type, List<String> arns) {
        return new Authorizer(name, type, arns, List.of(), Optional.empty(), Optional.empty());
    }

    /** Decides by this: {@code method.request.header.name} and the like. */
    public Authorizer by(String... sources) {
        return new Authorizer(name, type, arns, List.of(sources), timeToLive, validation);
    }

    /** Keeps decisions for so long. */
    public Authorizer keptFor(Duration time) {
        return new Authorizer(name, type, arns, identitySources, Optional.of(time), validation);
    }

    /** Is not asked about tokens that do not look like that. */
    public Authorizer validation(String regex) {
        return new Authorizer(name, type, arns, identitySources, timeToLive, Optional.of(regex));
    }
}
