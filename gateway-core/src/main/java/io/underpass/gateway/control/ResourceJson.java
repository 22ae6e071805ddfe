package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.Resource;

/** Writes a resource as AWS answers it. Threads: stateless. */
final class ResourceJson {

    private ResourceJson() {}

    /**
     * {@code resource}.
     *
     * @param embedMethods whether methods are written whole; otherwise only their verbs (spec 6.4)
     */
    static ObjectNode of(Resource resource, boolean embedMethods) {
        ObjectNode node = Json.object();
        node.put("id", resource.id());
        Json.put(node, "parentId", resource.parentId());
        Json.put(node, "pathPart", resource.pathPart());
        node.put("path", resource.path());
        if (!resource.methods().isEmpty()) {
            ObjectNode methods = node.putObject("resourceMethods");
            resource.methods()
                    .forEach((verb, method) -> methods.set(verb, embedMethods ? MethodJson.of(method) : Json.object()));
        }
        return node;
    }
}
