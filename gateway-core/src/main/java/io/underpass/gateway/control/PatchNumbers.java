package io.underpass.gateway.control;

/**
 * The values of patch operations as numbers; the words of refusals are guesses.
 *
 * <p>Threads: stateless.
 */
final class PatchNumbers {

    private PatchNumbers() {}

    static int integer(PatchOperation operation) {
        try {
            return Integer.parseInt(operation.value().orElse(""));
        } catch (NumberFormatException e) {
            throw Refusals.badRequest(text(operation) + "Must be an integer");
        }
    }

    static double number(PatchOperation operation) {
        try {
            double value = Double.parseDouble(operation.value().orElse(""));
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Refused below, together with what is not finite.
        }
        throw Refusals.badRequest(text(operation) + "Must be a number");
    }

    static boolean flag(PatchOperation operation) {
        String value = operation.value().orElse("");
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw Refusals.badRequest(text(operation) + "Must be true or false");
        }
        return Boolean.parseBoolean(value);
    }

    private static String text(PatchOperation operation) {
        return "Invalid patch value  '" + operation.value().orElse("") + "' specified for path '"
                + operation.path().orElse("") + "'. ";
    }
}
