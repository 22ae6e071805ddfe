package io.underpass.aws.sigv4;

import io.underpass.aws.Arn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The access keys that requests may be signed with.
 *
 * <p>Threads: immutable.
 */
public final class AccessKeys {

    private static final int PARTS = 4;

    private final Map<String, AccessKey> byId;

    private AccessKeys(Map<String, AccessKey> byId) {
        this.byId = byId;
    }

    /** These keys and no other; of two with the same id the later one. */
    public static AccessKeys of(List<AccessKey> keys) {
        return new AccessKeys(keys.stream()
                .collect(Collectors.toUnmodifiableMap(AccessKey::id, Function.identity(), (first, second) -> second)));
    }

    /**
     * Reads {@code ID=SECRET}, {@code ID=SECRET=ARN} or {@code ID=SECRET=ARN=TOKEN}. Secrets of AWS may hold slashes and
     * plus signs, and none an equals sign; tokens may end with some.
     *
     * @param account whose user the key is where no ARN says otherwise
     */
    public static AccessKey parse(String text, String account) {
        String[] parts = text.split("=", PARTS);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "an access key must look like ID=SECRET, ID=SECRET=ARN or ID=SECRET=ARN=TOKEN");
        }
        if (parts.length == 2) {
            return AccessKey.ofUser(parts[0], parts[1], account);
        }
        Arn principal = Arn.parse(parts[2])
                .filter(arn -> arn.account().matches("\\d{12}"))
                .orElseThrow(() -> new IllegalArgumentException("the access key " + parts[0]
                        + " must belong to an ARN like arn:aws:iam::123456789012:user/NAME, not " + parts[2]));
        Optional<String> token =
                parts.length == PARTS && !parts[PARTS - 1].isEmpty() ? Optional.of(parts[PARTS - 1]) : Optional.empty();
        return new AccessKey(parts[0], parts[1], principal, token);
    }

    /** The key with {@code id}. */
    public Optional<AccessKey> key(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
