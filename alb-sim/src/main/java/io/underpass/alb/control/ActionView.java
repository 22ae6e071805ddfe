package io.underpass.alb.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.Action.FixedResponse;
import io.underpass.alb.model.Action.Forward;
import io.underpass.alb.model.Action.Redirect;
import java.util.List;

/** Actions as answers show them. Threads: stateless. */
final class ActionView {

    private ActionView() {}

    static ArrayNode render(List<Action> actions) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        actions.forEach(action -> list.add(render(action)));
        return list;
    }

    private static ObjectNode render(Action action) {
        ObjectNode members = Answer.empty().put("Type", action.type());
        if (action instanceof Forward forward && forward.targetGroups().size() == 1) {
            members.put("TargetGroupArn", forward.targetGroups().get(0).targetGroupArn());
        }
        action.order().ifPresent(order -> members.put("Order", order));
        if (action instanceof Redirect redirect) {
            members.set("RedirectConfig", redirect(redirect));
        } else if (action instanceof FixedResponse response) {
            members.set("FixedResponseConfig", fixedResponse(response));
        } else if (action instanceof Forward forward) {
            members.set("ForwardConfig", forward(forward));
        }
        AuthenticationView.addTo(members, action);
        return members;
    }

    private static ObjectNode redirect(Redirect redirect) {
        return Answer.empty()
                .put("Protocol", redirect.protocol())
                .put("Port", redirect.port())
                .put("Host", redirect.host())
                .put("Path", redirect.path())
                .put("Query", redirect.query())
                .put("StatusCode", redirect.statusCode());
    }

    private static ObjectNode fixedResponse(FixedResponse response) {
        ObjectNode config = Answer.empty();
        response.messageBody().ifPresent(body -> config.put("MessageBody", body));
        config.put("StatusCode", response.statusCode());
        response.contentType().ifPresent(type -> config.put("ContentType", type));
        return config;
    }

    /** Shown for a single target group as well, beside TargetGroupArn (spec 1.1). */
    private static ObjectNode forward(Forward forward) {
        ObjectNode config = Answer.empty();
        ArrayNode groups = config.putArray("TargetGroups");
        forward.targetGroups()
                .forEach(group -> groups.addObject()
                        .put("TargetGroupArn", group.targetGroupArn())
                        .put("Weight", group.weight()));
        ObjectNode stickiness =
                config.putObject("TargetGroupStickinessConfig").put("Enabled", forward.stickinessEnabled());
        forward.stickinessDurationSeconds().ifPresent(seconds -> stickiness.put("DurationSeconds", seconds));
        return config;
    }
}
