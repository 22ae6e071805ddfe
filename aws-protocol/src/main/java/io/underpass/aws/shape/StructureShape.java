package io.underpass.aws.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A structure of named members. Also the input of an operation, whose members may then stand in the path or query.
 *
 * <p>Threads: immutable.
 *
 * @param name the name of an operation's input, {@code putIntegrationInput}; empty for nested structures
 * @param members the members by name, in AWS's order
 */
public record StructureShape(String name, Map<String, Member> members) implements Shape {

    /** AWS names a member of the path without the operation (spec 6.6 of API Gateway). */
    @Override
    public void validate(JsonNode value, String path, Violations violations) {
        members.forEach((memberName, member) -> {
            JsonNode child = value.get(memberName);
            String at = path.isEmpty() || member.location() == Location.PATH
                    ? decapitalize(memberName)
                    : path + '.' + decapitalize(memberName);
            if (child != null) {
                member.shape().validate(child, at, violations);
            } else if (member.required()) {
                violations.addMissing(at);
            }
        });
    }

    /** This structure with one member more. */
    StructureShape with(String memberName, Member member) {
        Map<String, Member> more = new LinkedHashMap<>(members);
        more.put(memberName, member);
        return new StructureShape(name, java.util.Collections.unmodifiableMap(more));
    }

    /** This structure with an optional member. */
    public StructureShape optional(String memberName, Shape shape) {
        return with(memberName, new Member(shape, false, Location.BODY, memberName));
    }

    /** This structure with a member that must be there. */
    public StructureShape required(String memberName, Shape shape) {
        return with(memberName, new Member(shape, true, Location.BODY, memberName));
    }

    /** This structure with a body member whose wire name differs. */
    public StructureShape optionalAs(String memberName, String wireName, Shape shape) {
        return with(memberName, new Member(shape, false, Location.BODY, wireName));
    }

    /** This structure with a member taken from the path's placeholder of the same name. */
    public StructureShape path(String memberName) {
        return with(memberName, new Member(Shapes.string(), true, Location.PATH, memberName));
    }

    /** This structure with a constrained member taken from the path's placeholder of the same name. */
    public StructureShape path(String memberName, StringShape shape) {
        return with(memberName, new Member(shape, true, Location.PATH, memberName));
    }

    /** This structure with an optional member taken from the query parameter {@code wireName}. */
    public StructureShape query(String memberName, String wireName, Shape shape) {
        return with(memberName, new Member(shape, false, Location.QUERY, wireName));
    }

    /** This structure with an optional member that takes all query parameters which no other member takes. */
    public StructureShape otherQuery(String memberName) {
        return with(memberName, new Member(Shapes.map(Shapes.string()), false, Location.OTHER_QUERY, memberName));
    }

    /** This structure with an optional member taken from the header field {@code wireName}, given in lower case. */
    public StructureShape header(String memberName, String wireName) {
        return with(memberName, new Member(Shapes.string(), false, Location.HEADER, wireName));
    }

    /** This structure with a member that takes the whole body as text. */
    public StructureShape payload(String memberName) {
        return with(memberName, new Member(Shapes.string(), true, Location.PAYLOAD, memberName));
    }

    private static String decapitalize(String memberName) {
        return Character.toLowerCase(memberName.charAt(0)) + memberName.substring(1);
    }

    /** Where a member stands in a REST request. */
    public enum Location {
        /** In the body, for Query in the form. */
        BODY,
        /** A placeholder of the path. */
        PATH,
        /** A query parameter. */
        QUERY,
        /** All query parameters that no other member takes, as a map. */
        OTHER_QUERY,
        /** A header field. */
        HEADER,
        /** The whole body. */
        PAYLOAD
    }

    /**
     * One member.
     *
     * @param shape its type
     * @param required whether it must be there
     * @param location where a REST request carries it
     * @param wireName its name there
     */
    public record Member(Shape shape, boolean required, Location location, String wireName) {}
}
