package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What a document says of the API as a whole before anything of it is put.
 *
 * @param title the API's name; empty where it has none
 * @param customId the value of its tag {@code _custom_id_}, told in the way AWS has for tags of HTTP APIs: an entry of {@code
 *     tags} with {@code x-amazon-apigateway-tag-value}. No habit of AWS's for REST APIs, nor of LocalStack's, whose tag it is
 *
 *     <p>Threads: immutable.
 */
public record DocumentHead(String title, Optional<String> customId) {

    private static final String CUSTOM_ID = "_custom_id_";

    /** Reads {@code text}, or throws {@link InvalidDocument}. */
    public static DocumentHead read(String text) {
        Document document = Document.of(text);
        String title = Document.text(document.at("info").path("title")).orElse("");
        Optional<String> customId = StreamSupport.stream(document.at("tags").spliterator(), false)
                .filter(tag -> tag.path("name").asText().equals(CUSTOM_ID))
                .map(tag -> tag.path(Extensions.TAG_VALUE))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .findFirst();
        return new DocumentHead(title, customId);
    }
}
