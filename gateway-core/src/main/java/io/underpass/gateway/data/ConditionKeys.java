package io.underpass.gateway.data;

import io.underpass.aws.Arn;
import io.underpass.wire.FieldNames;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The condition keys that policies can ask for. Requests that come through a VPC endpoint have {@code aws:VpcSourceIp}
 * in place of {@code aws:SourceIp} (AWS, "AWS condition keys that can be used in API Gateway resource policies").
 *
 * <p>Threads: immutable.
 *
 * @param vpcEndpoints the VPC of each known interface endpoint
 */
record ConditionKeys(Map<String, String> vpcEndpoints) {

    /** The value of {@code key}, given in lower case. */
    Optional<String> value(String key, Invocation invocation, Optional<Arn> principal) {
        Optional<String> endpoint = invocation.address().vpcEndpointId();
        return switch (key) {
            case "aws:sourceip" -> endpoint.isPresent() ? Optional.empty() : Optional.of(sourceIp(invocation));
            case "aws:vpcsourceip" -> endpoint.map(id -> sourceIp(invocation));
            case "aws:sourcevpce" -> endpoint;
            case "aws:sourcevpc" -> endpoint.map(vpcEndpoints::get);
            case "aws:securetransport" ->
                Optional.of(Boolean.toString(invocation.exchange().peer().secure()));
            case "aws:useragent" ->
                Optional.ofNullable(invocation.request().headers().get(FieldNames.USER_AGENT));
            case "aws:referer" ->
                Optional.ofNullable(invocation.request().headers().get(Fields.REFERER));
            case "aws:currenttime" ->
                Optional.of(Instant.ofEpochMilli(invocation.receivedAtMillis()).toString());
            case "aws:epochtime" -> Optional.of(Long.toString(Math.floorDiv(invocation.receivedAtMillis(), 1000L)));
            case "aws:principalarn" -> principal.map(Arn::toString);
            case "aws:principalaccount" -> principal.map(Arn::account);
            case "aws:principaltype" ->
                Optional.of(principal.map(ConditionKeys::type).orElse("Anonymous"));
            case "aws:userid" -> Optional.of(invocation.caller().userId()).filter(id -> !id.isEmpty());
            case "aws:username" ->
                principal
                        .filter(arn -> arn.resource().startsWith("user/"))
                        .map(arn -> arn.resource().substring(arn.resource().lastIndexOf('/') + 1));
            default -> Optional.empty();
        };
    }

    private static String sourceIp(Invocation invocation) {
        return ClientAddress.of(invocation.exchange().peer());
    }

    private static String type(Arn principal) {
        String resource = principal.resource();
        if (resource.equals("root")) {
            return "Account";
        }
        return resource.startsWith("user/") ? "User" : "AssumedRole";
    }
}
