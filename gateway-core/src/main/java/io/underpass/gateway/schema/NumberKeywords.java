package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The keywords about numbers. Threads: stateless. */
final class NumberKeywords {

    private NumberKeywords() {}

    static Keyword minimum(JsonNode limit, boolean exclusive) {
        return (instance, report, evaluation) -> {
            if (!instance.isNumber()) {
                return;
            }
            int order = instance.decimalValue().compareTo(limit.decimalValue());
            if (order < 0) {
                report.error(() -> "numeric instance is lower than the required minimum (minimum: " + limit
                        + ", found: " + instance + ')');
            } else if (order == 0 && exclusive) {
                report.error(() -> "numeric instance is not strictly greater than the required minimum " + limit);
            }
        };
    }

    static Keyword maximum(JsonNode limit, boolean exclusive) {
        return (instance, report, evaluation) -> {
            if (!instance.isNumber()) {
                return;
            }
            int order = instance.decimalValue().compareTo(limit.decimalValue());
            if (order > 0) {
                report.error(() -> "numeric instance is greater than the required maximum (maximum: " + limit
                        + ", found: " + instance + ')');
            } else if (order == 0 && exclusive) {
                report.error(() -> "numeric instance is not strictly lower than the required maximum " + limit);
            }
        };
    }

    static Keyword multipleOf(JsonNode divisor) {
        return (instance, report, evaluation) -> {
            if (instance.isNumber() && !isMultiple(instance.decimalValue(), divisor.decimalValue())) {
                report.error(() -> "remainder of division is not zero (" + instance + " / " + divisor + ')');
            }
        };
    }

    /** Without writing out the zeros of an exponent: {@code 1e999999999} is short as text and has no end in memory. */
    private static boolean isMultiple(BigDecimal number, BigDecimal divisor) {
        BigInteger digits = number.unscaledValue().abs();
        BigInteger step = divisor.unscaledValue();
        long exponent = (long) divisor.scale() - number.scale();
        if (digits.signum() == 0) {
            return true;
        }
        if (exponent >= 0) {
            BigInteger power = BigInteger.TEN.modPow(BigInteger.valueOf(exponent), step);
            return digits.mod(step).multiply(power).mod(step).signum() == 0;
        }
        // digits / (step * 10^-exponent): no number of so many digits is left over, and none with fewer fits.
        return -exponent <= digits.bitLength()
                && digits.mod(step.multiply(BigInteger.TEN.pow((int) -exponent)))
                                .signum()
                        == 0;
    }
}
