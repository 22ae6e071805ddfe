package io.underpass.gateway.control;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Checks what stands by content type: mapping templates and models.
 *
 * <p>Threads: stateless.
 */
final class ContentTypes {

    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + '/' + TOKEN + "(\\s*;.*)?");
    private static final String WILDCARD = "$default";
    private static final int MAX_TEMPLATE_BYTES = 300 * 1024;

    private ContentTypes() {}

    static void check(String contentType) {
        if (!contentType.equals(WILDCARD) && !MEDIA_TYPE.matcher(contentType).matches()) {
            throw Refusals.badRequest(
                    "Validation Result: warnings : [], errors : [Invalid content type specified: " + contentType + ']');
        }
    }

    /** Checks templates by content type; the words for one too large (spec 4) are a guess. */
    static void checkTemplates(Map<String, String> templates) {
        templates.forEach((contentType, template) -> {
            check(contentType);
            if (template.getBytes(StandardCharsets.UTF_8).length > MAX_TEMPLATE_BYTES) {
                throw Refusals.badRequest(
                        "Mapping template for content type " + contentType + " exceeds the maximum size of 300 KB");
            }
        });
    }
}
