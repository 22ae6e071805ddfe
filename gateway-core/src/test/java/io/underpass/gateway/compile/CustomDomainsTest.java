package io.underpass.gateway.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.Scope;
import io.underpass.gateway.model.BasePathMapping;
import io.underpass.gateway.model.DomainName;
import io.underpass.gateway.model.RestApi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

class CustomDomainsTest {

    /** Conformance case R19 and what lies beside it. */
    @ParameterizedTest
    @CsvSource({
        "/orders/v2/items/categories/5, API4",
        "/orders/v2/items/categories, API4",
        "/orders/v2/items/categoriesX, API3",
        "/orders/v2/items/, API3",
        "/orders/v2/items, API3",
        "/orders/v1/items/123, API2",
        "/orders/v1, API1",
        "/orders, API1",
        "/customers, API1",
        "/, API1"
    })
    void theLongestBasePathOfWholeSegmentsWins(String path, String api) {
        CustomDomain domain = CustomDomain.of(domain(
                "a.example.com",
                "",
                "API1",
                "orders/v1/items",
                "API2",
                "orders/v2/items",
                "API3",
                "orders/v2/items/categories",
                "API4"));
        assertThat(domain.mapping(path)).map(BasePathMapping::restApiId).hasValue(api);
    }

    @Test
    void withoutACatchAllOtherPathsHaveNoMapping() {
        CustomDomain domain = CustomDomain.of(domain("a.example.com", "orders", "API1"));
        assertThat(domain.mapping("/order")).isEmpty();
        assertThat(domain.mapping("/ordersX")).isEmpty();
        assertThat(domain.mapping("/")).isEmpty();
        assertThat(domain.mapping("*")).isEmpty();
    }

    @Test
    void aNameOfItsOwnGoesBeforeAWildcard() {
        PSortedMap<String, DomainName> source = TreePMap.<String, DomainName>empty()
                .plus("a.example.com", domain("a.example.com"))
                .plus("*.example.com", domain("*.example.com"));
        CustomDomains domains = CustomDomains.of(source);
        assertThat(domains.find("a.example.com"))
                .map(found -> found.source().domainName())
                .hasValue("a.example.com");
        assertThat(domains.find("b.example.com"))
                .map(found -> found.source().domainName())
                .hasValue("*.example.com");
        assertThat(domains.find("c.b.example.com")).isEmpty();
        assertThat(domains.find("example.com")).isEmpty();
        assertThat(domains.find(".example.com")).isEmpty();
        assertThat(domains.find("")).isEmpty();
    }

    private static DomainName domain(String name, String... mappings) {
        PSortedMap<String, BasePathMapping> byPath = TreePMap.empty();
        for (int i = 0; i < mappings.length; i += 2) {
            byPath = byPath.plus(
                    mappings[i], new BasePathMapping("id" + i, mappings[i], mappings[i + 1], Optional.of("test")));
        }
        return new DomainName(
                new Scope("000000000000", "us-east-1"),
                name,
                "d-x",
                Map.of(),
                Optional.empty(),
                new RestApi.EndpointConfiguration(List.of("REGIONAL"), "ipv4", List.of()),
                "TLS_1_2",
                Optional.empty(),
                Map.of(),
                byPath);
    }
}
