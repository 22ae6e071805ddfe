package io.underpass.aws.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;

/**
 * The two ways in which services speak Query: how lists are numbered, which elements stand around an answer or an error,
 * and what a wrong parameter is called.
 *
 * <p>Threads: immutable.
 */
public enum QueryFlavour {
    /** As most services: {@code Names.member.1=a}, {@code <Names><member>a</member></Names>} within a result element. */
    COMMON("member", "ValidationError") {
        @Override
        String success(String action, String namespace, ObjectNode output, String requestId) {
            ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("RequestId", requestId);
            return new XmlWriter(action + "Response", namespace, this)
                    .element(action + "Result", output)
                    .element("ResponseMetadata", metadata)
                    .end();
        }

        @Override
        String failure(AwsError error, String namespace, String requestId) {
            ObjectNode detail =
                    JsonNodeFactory.instance.objectNode().put("Type", error.status() < 500 ? "Sender" : "Receiver");
            detail.setAll(detail(error));
            return new XmlWriter("ErrorResponse", namespace, this)
                    .element("Error", detail)
                    .element("RequestId", JsonNodeFactory.instance.textNode(requestId))
                    .end();
        }

        @Override
        AwsError unknown(String path, String rule) {
            return invalid("Unknown parameter '" + path + "' in " + rule);
        }

        @Override
        void refuseMissing(String path) {
            // Said together with whatever else the validation finds.
        }
    },

    /** As Amazon EC2: {@code VpcId.1=a}, {@code <vpcSet><item>a</item></vpcSet>} right within the answer. */
    EC2("item", "InvalidParameterValue") {
        @Override
        String success(String action, String namespace, ObjectNode output, String requestId) {
            XmlWriter xml = new XmlWriter(action + "Response", namespace, this)
                    .element("requestId", JsonNodeFactory.instance.textNode(requestId));
            output.properties().forEach(member -> xml.element(member.getKey(), member.getValue()));
            return xml.end();
        }

        @Override
        String failure(AwsError error, String namespace, String requestId) {
            ObjectNode errors = JsonNodeFactory.instance.objectNode();
            errors.set("Error", detail(error));
            return new XmlWriter("Response", "", this)
                    .element("Errors", errors)
                    .element("RequestID", JsonNodeFactory.instance.textNode(requestId))
                    .end();
        }

        @Override
        AwsError unknown(String path, String rule) {
            return new AwsError(400, "UnknownParameter", "The parameter " + path + " is not recognized in " + rule);
        }

        @Override
        void refuseMissing(String path) {
            throw new AwsError(400, "MissingParameter", "The request must contain the parameter " + path);
        }
    };

    private final String item;
    private final String invalidCode;

    QueryFlavour(String item, String invalidCode) {
        this.item = item;
        this.invalidCode = invalidCode;
    }

    /** The element around each item of a list in an answer. */
    String item() {
        return item;
    }

    /** The text before the number of a list's item in a request: {@code path.member.} or {@code path.}. */
    String itemPrefix(String path) {
        return this == EC2 ? path + '.' : path + ".member.";
    }

    /** The answer to a call that succeeds. */
    abstract String success(String action, String namespace, ObjectNode output, String requestId);

    /** The answer to a call that fails. */
    abstract String failure(AwsError error, String namespace, String requestId);

    /** A parameter that an operation does not have; {@code rule} names the operation and what it has. */
    abstract AwsError unknown(String path, String rule);

    /** Called for a parameter that must be there and is not. */
    abstract void refuseMissing(String path);

    /** A parameter whose value cannot be. */
    AwsError invalid(String message) {
        return new AwsError(400, invalidCode, message);
    }

    private static ObjectNode detail(AwsError error) {
        return JsonNodeFactory.instance.objectNode().put("Code", error.code()).put("Message", error.text());
    }
}
