package io.underpass.aws.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes answers of the Query protocol: members become elements in order, items of lists elements of the flavour's name.
 *
 * <p>Threads: confined to one call.
 */
final class XmlWriter {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;
    private final QueryFlavour flavour;

    /** The entries of a map, each with key and value, stand side by side; no structure has such a member. */
    private static final String MAP_ENTRY = "entry";

    /** Begins an answer; {@code namespace} may be empty. */
    XmlWriter(String root, String namespace, QueryFlavour flavour) {
        this.flavour = flavour;
        try {
            xml = FACTORY.createXMLStreamWriter(text);
            xml.writeStartElement(root);
            if (!namespace.isEmpty()) {
                xml.writeDefaultNamespace(namespace);
            }
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes {@code value} as an element; structures without members become empty elements. */
    XmlWriter element(String name, JsonNode value) {
        try {
            write(name, value);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    String end() {
        try {
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private void write(String name, JsonNode value) throws XMLStreamException {
        if (value.isNull()) {
            return;
        }
        if (value.isContainerNode() && value.isEmpty()) {
            xml.writeEmptyElement(name);
            return;
        }
        xml.writeStartElement(name);
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (member.getKey().equals(MAP_ENTRY) && member.getValue().isArray()) {
                    for (JsonNode entry : member.getValue()) {
                        write(MAP_ENTRY, entry);
                    }
                } else {
                    write(member.getKey(), member.getValue());
                }
            }
        } else if (value.isArray()) {
            for (JsonNode item : value) {
                write(flavour.item(), item);
            }
        } else {
            writeText(withoutForbidden(value.asText()));
        }
        xml.writeEndElement();
    }

    /** Writes carriage returns as references, since a reader would turn plain ones into line feeds. */
    private void writeText(String content) throws XMLStreamException {
        int from = 0;
        for (int cr = content.indexOf('\r'); cr >= 0; cr = content.indexOf('\r', from)) {
            xml.writeCharacters(content.substring(from, cr));
            xml.writeEntityRef("#xD");
            from = cr + 1;
        }
        xml.writeCharacters(content.substring(from));
    }

    /** XML 1.0 has no way to write most control characters, halves of surrogate pairs and two non-characters. */
    private static String withoutForbidden(String text) {
        return text.codePoints()
                .map(c -> isForbidden(c) ? 0xfffd : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isForbidden(int c) {
        return (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                || c == 0xfffe
                || c == 0xffff;
    }
}
