package io.underpass.alb.control;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** An element of an answer. */
record Xml(Element element) {

    static Xml parse(String text) {
        try {
            return new Xml(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)))
                    .getDocumentElement());
        } catch (Exception e) {
            throw new AssertionError("no XML: " + text, e);
        }
    }

    String name() {
        return element.getTagName();
    }

    /** The one child at {@code path}, names divided by slashes. */
    Xml child(String path) {
        List<Xml> found = all(path);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " elements at " + path + " of " + this);
        }
        return found.get(0);
    }

    String text(String path) {
        return child(path).element.getTextContent();
    }

    List<String> texts(String path) {
        return all(path).stream().map(found -> found.element.getTextContent()).toList();
    }

    boolean has(String path) {
        return !all(path).isEmpty();
    }

    List<Xml> all(String path) {
        List<Xml> found = List.of(this);
        for (String name : path.split("/")) {
            List<Xml> below = new ArrayList<>();
            found.forEach(parent -> parent.children().stream()
                    .filter(child -> child.name().equals(name))
                    .forEach(below::add));
            found = below;
        }
        return found;
    }

    List<Xml> children() {
        List<Xml> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(new Xml(child));
            }
        }
        return children;
    }

    /** The names of the children, in order. */
    List<String> members() {
        return children().stream().map(Xml::name).toList();
    }

    @Override
    public String toString() {
        List<Xml> children = children();
        return children.isEmpty() ? name() + "=" + element.getTextContent() : name() + children;
    }
}
