package io.underpass.testkit;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The conditions of a rule in a few words. Threads: safe, holds nothing. */
final class RuleText {

    private RuleText() {}

    /** As {@code path-pattern /orders/* and http-request-method GET}, of an answer to DescribeRules. */
    static String conditions(Element rules) {
        NodeList fields = rules.getElementsByTagName("Field");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < fields.getLength(); i++) {
            Node condition = fields.item(i).getParentNode();
            if (condition instanceof Element element) {
                texts.add(condition(element));
            }
        }
        return texts.isEmpty() ? "without conditions" : String.join(" and ", texts);
    }

    private static String condition(Element condition) {
        String field = ControlCalls.text(condition, "Field").orElse("");
        List<String> words = new ArrayList<>();
        NodeList all = condition.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Node each = all.item(i);
            boolean leaf = each.getChildNodes().getLength() == 1
                    && each.getFirstChild().getNodeType() == Node.TEXT_NODE;
            String text = each.getTextContent().strip();
            if (leaf && !each.getNodeName().equals("Field") && !text.isEmpty() && !words.contains(text)) {
                words.add(text);
            }
        }
        return field + " " + String.join(" or ", words);
    }
}
