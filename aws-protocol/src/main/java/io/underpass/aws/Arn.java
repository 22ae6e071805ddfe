package io.underpass.aws;

import java.util.Optional;

/**
 * An Amazon Resource Name.
 *
 * <p>Threads: immutable.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}
 * @param service the service's namespace, {@code elasticloadbalancing} for instance
 * @param region empty for global resources
 * @param account empty where the service leaves it out, as API Gateway does
 * @param resource the rest, slashes and colons included
 */
public record Arn(String partition, String service, String region, String account, String resource) {

    private static final int FIELDS = 6;

    /** Reads {@code text}; empty where it is not an ARN. */
    public static Optional<Arn> parse(String text) {
        String[] fields = text.split(":", FIELDS);
        if (fields.length < FIELDS || !fields[0].equals("arn") || fields[1].isEmpty() || fields[2].isEmpty()) {
            return Optional.empty();
        }
        return fields[5].isEmpty()
                ? Optional.empty()
                : Optional.of(new Arn(fields[1], fields[2], fields[3], fields[4], fields[5]));
    }

    /** An ARN of the {@code aws} partition in {@code scope}. */
    public static Arn of(String service, Scope scope, String resource) {
        return new Arn("aws", service, scope.region(), scope.account(), resource);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
    }
}
