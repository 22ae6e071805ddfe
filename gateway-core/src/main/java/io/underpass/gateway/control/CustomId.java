package io.underpass.gateway.control;

import io.underpass.aws.control.Call;
import io.underpass.gateway.model.GatewayState;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id that a caller gives a new API by the tag {@code _custom_id_} or {@code floci:override-id}. No habit of AWS's, but of
 * LocalStack's and floci's: invoke URLs are known before there is an API.
 *
 * <p>Threads: stateless.
 */
final class CustomId {

    static final String TAG = "_custom_id_";

    /** The same, as floci calls it. */
    private static final String FLOCI_TAG = "floci:override-id";

    /** What may stand in a path and, but for underscores, in a host. */
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private static final int API_ID_LENGTH = 10;

    private CustomId() {}

    /** The id of an API that is made with {@code tags}: theirs, or one that is drawn. */
    static String ofApi(Call<GatewayState> call, Map<String, String> tags) {
        String tag = tags.containsKey(FLOCI_TAG) ? FLOCI_TAG : TAG;
        Optional<String> wanted = Optional.ofNullable(tags.get(tag));
        if (wanted.isEmpty()) {
            return UnusedId.draw(call.ids(), API_ID_LENGTH, call.state().apis()::containsKey);
        }
        String id = wanted.get();
        if (!ID.matcher(id).matches()) {
            throw Refusals.badRequest("The tag " + tag + " must be at most 63 lower-case letters, digits, '-' and '_',"
                    + " the first of them a letter or digit: " + id);
        }
        if (('-' + id).contains("-vpce-")) {
            throw Refusals.badRequest("The tag " + tag + " must not look like the host of a VPC endpoint: " + id);
        }
        if (call.state().apis().containsKey(id)) {
            throw Refusals.conflict("There is an API with the id '" + id + "', which the tag " + tag + " asks for");
        }
        return id;
    }
}
