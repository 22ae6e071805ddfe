package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.BasePathMapping;
import io.underpass.gateway.model.DomainName;

/** Writes custom domain names and their mappings as AWS answers them. Threads: stateless. */
final class DomainNameJson {

    /** How an empty base path is spelt (spec 2.8). */
    static final String NONE = "(none)";

    /** The hosted zone of every CloudFront distribution. */
    private static final String CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

    /** That of API Gateway in us-east-1; each region has its own, and nobody resolves names by it here. */
    private static final String REGIONAL_ZONE = "Z1UJRXOUMOOFQ8";

    private DomainNameJson() {}

    static ObjectNode of(DomainName domain) {
        ObjectNode node = Json.object();
        node.put("domainName", domain.domainName());
        node.put(
                "domainNameArn",
                "arn:aws:apigateway:" + domain.scope().region() + "::/domainnames/" + domain.domainName());
        domain.certificateArns().forEach(node::put);
        if (domain.endpointConfiguration().types().contains("EDGE")) {
            node.put("distributionDomainName", domain.hostPrefix() + ".cloudfront.net");
            node.put("distributionHostedZoneId", CLOUDFRONT_ZONE);
        } else {
            node.put(
                    "regionalDomainName",
                    domain.hostPrefix() + ".execute-api." + domain.scope().region() + ".amazonaws.com");
            node.put("regionalHostedZoneId", REGIONAL_ZONE);
        }
        ObjectNode endpoint = node.putObject("endpointConfiguration");
        endpoint.set("types", Json.list(domain.endpointConfiguration().types()));
        endpoint.put("ipAddressType", domain.endpointConfiguration().ipAddressType());
        node.put("domainNameStatus", "AVAILABLE");
        node.put("securityPolicy", domain.securityPolicy());
        node.put("routingMode", "BASE_PATH_MAPPING_ONLY");
        domain.mutualTls().ifPresent(mutual -> {
            ObjectNode child = node.putObject("mutualTlsAuthentication");
            child.put("truststoreUri", mutual.truststoreUri());
            Json.put(child, "truststoreVersion", mutual.truststoreVersion());
        });
        Json.putStrings(node, "tags", domain.tags());
        return node;
    }

    static ObjectNode of(BasePathMapping mapping) {
        ObjectNode node = Json.object();
        node.put("basePath", mapping.basePath().isEmpty() ? NONE : mapping.basePath());
        node.put("restApiId", mapping.restApiId());
        Json.put(node, "stage", mapping.stage());
        return node;
    }

    /** As version 2 of the control API answers it. */
    static ObjectNode version2(BasePathMapping mapping) {
        ObjectNode node = Json.object();
        node.put("apiMappingId", mapping.id());
        node.put("apiMappingKey", mapping.basePath());
        node.put("apiId", mapping.restApiId());
        Json.put(node, "stage", mapping.stage());
        return node;
    }
}
