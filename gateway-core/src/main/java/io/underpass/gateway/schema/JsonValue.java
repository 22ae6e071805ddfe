package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;

/**
 * A JSON value that equals another where JSON Schema says so: 1 and 1.0 are the same, and so are objects whose properties
 * come in another order. Comparing uses up the budget.
 *
 * <p>Threads: one.
 */
final class JsonValue {

    private final JsonNode node;
    private final Budget budget;

    JsonValue(JsonNode node, Budget budget) {
        this.node = node;
        this.budget = budget;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonValue value && same(node, value.node, budget);
    }

    @Override
    public int hashCode() {
        return hash(node);
    }

    static boolean same(JsonNode one, JsonNode other, Budget budget) {
        budget.step();
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.getNodeType() != other.getNodeType() || one.size() != other.size()) {
            return false;
        }
        if (one.isObject()) {
            for (Map.Entry<String, JsonNode> property : one.properties()) {
                JsonNode counterpart = other.get(property.getKey());
                if (counterpart == null || !same(property.getValue(), counterpart, budget)) {
                    return false;
                }
            }
            return true;
        }
        if (one.isArray()) {
            for (int i = 0; i < one.size(); i++) {
                if (!same(one.get(i), other.get(i), budget)) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }

    private int hash(JsonNode value) {
        budget.step();
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return number.signum() == 0 ? 0 : number.stripTrailingZeros().hashCode();
        }
        int hash = value.getNodeType().ordinal();
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> property : value.properties()) {
                hash += property.getKey().hashCode() ^ hash(property.getValue());
            }
            return hash;
        }
        if (value.isArray()) {
            for (JsonNode item : value) {
                hash = 31 * hash + hash(item);
            }
            return hash;
        }
        return value.hashCode();
    }
}
