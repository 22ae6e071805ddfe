package io.underpass.emulator.description.file;

import io.underpass.emulator.description.Action;
import io.underpass.emulator.description.Authentication;
import io.underpass.emulator.description.TargetGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads actions. Threads: stateless. */
final class ActionReader {

    private static final List<String> KINDS = List.of("forward", "redirect", "fixed");
    private static final int OK = 200;

    private ActionReader() {}

    static Optional<Action> read(Node node, String path, Mistakes mistakes) {
        Fields fields = Fields.of(node, Part.ACTION, path, mistakes);
        Optional<Action> action = read(fields);
        if (KINDS.stream().noneMatch(fields::has)) {
            fields.wrong("there should be one of " + String.join(", ", KINDS));
        }
        return action;
    }

    /** The action among the keys of a rule; empty where there is none. */
    static Optional<Action> read(Fields fields) {
        List<String> given = KINDS.stream().filter(fields::has).toList();
        if (given.size() > 1) {
            fields.wrong("there should be only one of " + String.join(", ", given));
        }
        Optional<Action> action = Stream.of(
                        fields.read("forward", ActionReader::forward),
                        fields.read("redirect", ActionReader::redirect),
                        fields.read("fixed", ActionReader::fixed))
                .flatMap(Optional::stream)
                .findFirst();
        Optional<Authentication> first = AuthenticationReader.read(fields);
        return action.map(then -> first.<Action>map(then::behind).orElse(then));
    }

    private static Optional<Action> forward(Node node, String path, Mistakes mistakes) {
        if (!(node instanceof MappingNode)) {
            return Nodes.texts(node, path, mistakes).map(targets -> toGroup(TargetGroupReader.of(targets)));
        }
        Fields fields = Fields.of(node, Part.FORWARD, path, mistakes);
        Optional<String> group = fields.text("group");
        Map<String, Integer> groups = fields.numberMap("groups");
        long ways = Stream.of(fields.has("group"), fields.has("groups"), fields.has("targets"))
                .filter(given -> given)
                .count();
        if (ways != 1) {
            fields.wrong("there should be one of group, groups and targets");
        }
        if (group.isPresent()) {
            return Optional.of(Action.forwardToGroup(group.get()));
        }
        if (!groups.isEmpty()) {
            List<Action.Share> shares = new ArrayList<>();
            groups.forEach((name, weight) -> shares.add(new Action.Share(TargetGroup.of(name), true, weight)));
            return Optional.of(new Action.Forward(shares, fields.time("groupStickiness")));
        }
        return Optional.of(toGroup(TargetGroupReader.read("", fields)));
    }

    private static Action toGroup(TargetGroup group) {
        return Action.forward(plain -> group);
    }

    private static Optional<Action> redirect(Node node, String path, Mistakes mistakes) {
        Fields fields = Fields.of(node, Part.REDIRECT, path, mistakes);
        return Optional.of(new Action.Redirect(
                fields.oneOf("status", "301", "302").map(Integer::valueOf).orElse(Action.Redirect.FOUND.status()),
                fields.text("protocol"),
                fields.text("host"),
                fields.text("port"),
                fields.text("path"),
                fields.text("query")));
    }

    private static Optional<Action> fixed(Node node, String path, Mistakes mistakes) {
        return answer(node, path, mistakes).map(answer -> new Action.Fixed(answer.status, answer.type, answer.body));
    }

    /** A status, or an answer with more to it. */
    static Optional<Answer> answer(Node node, String path, Mistakes mistakes) {
        if (node instanceof ScalarNode) {
            return Nodes.number(node, path, mistakes)
                    .map(status -> new Answer(status, Optional.empty(), Optional.empty()));
        }
        Fields fields = Fields.of(node, Part.ANSWER, path, mistakes);
        return Optional.of(new Answer(fields.number("status").orElse(OK), fields.text("type"), fields.text("body")));
    }

    /** What is answered without asking anybody. */
    record Answer(int status, Optional<String> type, Optional<String> body) {}
}
