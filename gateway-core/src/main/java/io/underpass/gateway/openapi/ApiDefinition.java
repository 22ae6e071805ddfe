package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a document says of an API, as inputs of the operations of the control API.
 *
 * <p>Threads: immutable as long as nobody writes to the nodes.
 *
 * @param settings members of CreateRestApi, those only that the document sets
 * @param models members of CreateModel
 * @param requestValidators members of CreateRequestValidator
 * @param authorizers members of CreateAuthorizer
 * @param gatewayResponses members of PutGatewayResponse
 * @param paths all paths, also those without methods
 * @param documentation parts and their version; none where they are to be ignored
 * @param warnings what was passed over
 */
public record ApiDefinition(
        ObjectNode settings,
        List<ObjectNode> models,
        List<ObjectNode> requestValidators,
        List<ObjectNode> authorizers,
        List<ObjectNode> gatewayResponses,
        List<PathDefinition> paths,
        DocumentationDefinition documentation,
        List<String> warnings) {

    /** Reads {@code text}, or throws {@link InvalidDocument}. */
    public static ApiDefinition read(String text, ImportOptions options, String restApiId, ModelNames names) {
        return new ApiReader(Document.of(text), options, restApiId, names).read();
    }
}
