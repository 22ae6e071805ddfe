package io.underpass.gateway.data;

import io.underpass.gateway.compile.ContextVariable;
import io.underpass.gateway.compile.ErrorVariable;
import io.underpass.gateway.compile.MethodUnderTest;
import io.underpass.gateway.compile.Route;
import io.underpass.gateway.compile.RouteMatch;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.model.GatewayResponseType;
import io.underpass.wire.FieldNames;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

/**
 * The values of {@code $context} variables in one request (spec 5.1).
 *
 * <p>Threads: stateless.
 */
final class ContextValues {

    private static final DateTimeFormatter REQUEST_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ContextValues() {}

    /** The value; empty where the request has none. */
    static String value(ContextVariable variable, Invocation invocation) {
        InvokeAddress address = invocation.address();
        return switch (variable) {
            case ACCOUNT_ID -> invocation.api().scope().account();
            case API_KEY -> invocation.apiKey().map(ApiKey::value).orElse("");
            case API_KEY_ID -> invocation.apiKey().map(ApiKey::id).orElse("");
            case IS_CANARY_REQUEST ->
                invocation.stage().hasCanary()
                        ? Boolean.toString(invocation.stage().isCanary())
                        : "";
            case API_ID -> invocation.api().id();
            case ENDPOINT_REQUEST_ID -> endpointRequestId(invocation);
            case DEPLOYMENT_ID -> invocation.stage().deploymentId();
            case DOMAIN_NAME -> address.domainName();
            case DOMAIN_PREFIX -> address.domainPrefix();
            case EXTENDED_REQUEST_ID -> invocation.identity().extendedRequestId();
            case HTTP_METHOD ->
                invocation.verb().isEmpty() ? invocation.request().method().name() : invocation.verb();
            case ACCESS_KEY -> invocation.caller().accessKey();
            case CALLER_ACCOUNT_ID -> invocation.caller().accountId();
            case CALLER, USER -> invocation.caller().userId();
            case USER_ARN -> invocation.caller().userArn();
            case VPC_ID -> invocation.vpcId();
            case VPCE_ID -> address.vpcEndpointId().orElse("");
            case CLIENT_CERTIFICATE -> clientCertificate(invocation, ClientCertificateFields::pem);
            case CLIENT_SUBJECT -> clientCertificate(invocation, ClientCertificateFields::subject);
            case CLIENT_ISSUER -> clientCertificate(invocation, ClientCertificateFields::issuer);
            case CLIENT_SERIAL_NUMBER -> clientCertificate(invocation, ClientCertificateFields::serialNumber);
            case CLIENT_NOT_BEFORE -> clientCertificate(invocation, ClientCertificateFields::notBefore);
            case CLIENT_NOT_AFTER -> clientCertificate(invocation, ClientCertificateFields::notAfter);
            case SOURCE_IP ->
                MethodUnderTest.isTest(address.stage())
                        ? "test-invoke-source-ip"
                        : ClientAddress.of(invocation.exchange().peer());
            case USER_AGENT -> invocation.request().headers().get(FieldNames.USER_AGENT, "");
            case PATH -> address.contextPath();
            // Also towards HTTP/2 clients (AWS, mapping template reference).
            case PROTOCOL -> "HTTP/1.1";
            case REQUEST_ID -> invocation.identity().requestId();
            case REQUEST_TIME -> REQUEST_TIME.format(Instant.ofEpochMilli(invocation.receivedAtMillis()));
            case REQUEST_TIME_EPOCH -> Long.toString(invocation.receivedAtMillis());
            case RESOURCE_ID -> ofRoute(invocation, Route::resourceId);
            case RESOURCE_PATH -> ofRoute(invocation, Route::path);
            case STAGE -> invocation.stage().name();
        };
    }

    /** The value of a variable that failures alone have; empty where this one has none. */
    static String error(ErrorVariable variable, Fault fault) {
        return switch (variable) {
            case MESSAGE -> fault.message();
            case MESSAGE_STRING -> fault.type().quoted(fault.message());
            case RESPONSE_TYPE ->
                fault.type().gatewayResponse().map(GatewayResponseType::name).orElse("");
            case VALIDATION_ERROR_STRING -> fault.validationErrors();
        };
    }

    /** What an AWS service, or another API Gateway, calls the request; under which names it may say so is a guess. */
    static String endpointRequestId(Invocation invocation) {
        return invocation
                .foundResponse()
                .map(response -> response.head().headers())
                .map(headers -> headers.get(Fields.REQUEST_ID, headers.get(Fields.AMZ_REQUEST_ID, "")))
                .orElse("");
    }

    private static String clientCertificate(Invocation invocation, Function<X509Certificate, String> field) {
        return invocation.exchange().peer().clientCertificate().map(field).orElse("");
    }

    /** A request that is answered before its route is found has none. */
    private static String ofRoute(Invocation invocation, Function<Route, String> value) {
        RouteMatch match = invocation.foundMatch();
        return match == null ? "" : value.apply(match.route());
    }
}
