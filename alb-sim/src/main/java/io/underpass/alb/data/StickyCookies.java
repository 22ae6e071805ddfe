package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.compile.GroupStickiness;
import io.underpass.alb.compile.TargetStickiness;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HttpDate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The cookies by which a client stays with a target or a target group (spec 3.6). They are set anew by every answer of a
 * target, which also starts their duration anew; an answer that the load balancer makes itself sets none (a guess).
 *
 * <p>Threads: safe.
 */
final class StickyCookies {

    private static final String OF_TARGET = "AWSALB";
    private static final String OF_APPLICATION = "AWSALBAPP-";
    private static final String OF_GROUP = "AWSALBTG";
    private static final String CORS = "CORS";
    private static final int SHARDS = 4;
    private static final String REMOVED = "_remove_";
    private static final Duration KEPT_BY_CLIENTS = Duration.ofDays(7);

    private final StickyValue ofTarget;
    private final StickyValue ofApplication;
    private final StickyValue ofGroup;
    private final HttpDate expiry;

    StickyCookies(SecretKey key, InstantSource clock) {
        this.ofTarget = new StickyValue(new Seal(key, OF_TARGET), clock);
        this.ofApplication = new StickyValue(new Seal(key, OF_APPLICATION), clock);
        this.ofGroup = new StickyValue(new Seal(key, OF_GROUP), clock);
        this.expiry = new HttpDate(() -> clock.instant().plus(KEPT_BY_CLIENTS));
    }

    /** The ARN of the group that the client stays with. */
    Optional<String> group(FieldList request, GroupStickiness stickiness) {
        return twin(request, OF_GROUP)
                .flatMap(value -> ofGroup.read(value, "", stickiness.duration()))
                .filter(stickiness.groups()::contains);
    }

    /** Whether the cookie of the group that the client stays with was spoilt on its way: encoded for URLs, for instance. */
    boolean isSpoilt(FieldList request) {
        return twin(request, OF_GROUP)
                .filter(value -> !ofGroup.isGenuine(value))
                .isPresent();
    }

    /** The name of the target of {@code group} that the client stays with, if it is there still. */
    Optional<String> target(FieldList request, CompiledTargetGroup group) {
        TargetStickiness stickiness = group.stickiness();
        return switch (stickiness.kind()) {
            case OFF -> Optional.empty();
            case LB_COOKIE ->
                twin(request, OF_TARGET).flatMap(value -> ofTarget.read(value, group.arn(), stickiness.duration()));
            case APP_COOKIE ->
                RequestCookies.value(request, stickiness.appCookie())
                        .map(own -> shards(request))
                        .flatMap(value -> ofApplication.read(value, group.arn(), stickiness.duration()));
        };
    }

    /**
     * What the answer sets.
     *
     * @param groupSticky whether the client stays with the group
     * @param stayed whether the client has come back to the target
     */
    ResponseCookies after(
            FieldList request, boolean groupSticky, CompiledTargetGroup group, String target, boolean stayed) {
        @Nullable CharSequence agent = request.get(FieldNames.USER_AGENT);
        return answer -> {
            if (groupSticky) {
                addTwins(answer, OF_GROUP, ofGroup.of("", group.arn()));
            }
            switch (group.stickiness().kind()) {
                case OFF -> {}
                case LB_COOKIE -> addTwins(answer, OF_TARGET, ofTarget.of(group.arn(), target));
                case APP_COOKIE -> {
                    boolean stays = stayed
                            || RequestCookies.isSet(answer, group.stickiness().appCookie());
                    addShards(answer, stays ? ofApplication.of(group.arn(), target) : REMOVED, sameSite(agent));
                }
            }
        };
    }

    /** The CORS twin counts where both come. */
    private static Optional<String> twin(FieldList request, String name) {
        return RequestCookies.value(request, name + CORS).or(() -> RequestCookies.value(request, name));
    }

    private static String shards(FieldList request) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < SHARDS; i++) {
            RequestCookies.value(request, OF_APPLICATION + i)
                    .filter(shard -> !shard.equals(REMOVED))
                    .ifPresent(value::append);
        }
        return value.toString();
    }

    private void addTwins(FieldList answer, String name, String value) {
        answer.append(FieldNames.SET_COOKIE, cookie(name, value));
        answer.append(FieldNames.SET_COOKIE, cookie(name + CORS, value) + "; SameSite=None; Secure");
    }

    /** A value is far below the 4 KiB of one shard. */
    private void addShards(FieldList answer, String value, String attributes) {
        for (int i = 0; i < SHARDS; i++) {
            answer.append(FieldNames.SET_COOKIE, cookie(OF_APPLICATION + i, i == 0 ? value : REMOVED) + attributes);
        }
    }

    private String cookie(String name, String value) {
        return name + '=' + value + "; Expires=" + expiry.now() + "; Path=/";
    }

    private static String sameSite(@Nullable CharSequence agent) {
        return agent != null && UserAgents.needsSameSite(agent.toString()) ? "; SameSite=None; Secure" : "";
    }
}
