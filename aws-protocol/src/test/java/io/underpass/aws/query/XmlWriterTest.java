package io.underpass.aws.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class XmlWriterTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void membersBecomeElementsInOrder() {
        ObjectNode result = NODES.objectNode().put("B", "text").put("A", 5).put("C", true);
        result.putArray("List").addObject().put("X", "1");
        result.withArray("List").addObject().put("X", "2");
        result.putNull("Absent");

        assertThat(write(result))
                .isEqualTo(
                        "<Root xmlns=\"urn:ns\"><Result><B>text</B><A>5</A><C>true</C><List><member><X>1</X></member>"
                                + "<member><X>2</X></member></List></Result></Root>");
    }

    @Test
    void emptyListsAndStructuresAreEmptyElements() {
        ObjectNode result = NODES.objectNode();
        result.putArray("List");
        result.putObject("Structure");
        result.put("Text", "");

        assertThat(write(result))
                .isEqualTo("<Root xmlns=\"urn:ns\"><Result><List/><Structure/><Text></Text></Result></Root>");
        assertThat(write(NODES.objectNode())).isEqualTo("<Root xmlns=\"urn:ns\"><Result/></Root>");
    }

    @Test
    void markupIsEscaped() {
        assertThat(write(NODES.objectNode().put("T", "a<b>&\"c\"]]>")))
                .contains("a&lt;b&gt;&amp;")
                .doesNotContain("<b>")
                .doesNotContain("]]>");
    }

    @Test
    void anyTextSurvivesAReader() throws Exception {
        String text = "tab\t lf\n cr\r crlf\r\n quotes\"' é 😀 <&>";

        assertThat(read(write(NODES.objectNode().put("T", text)))).isEqualTo(text);
    }

    @Test
    void whatXmlCannotSayBecomesAReplacementCharacter() throws Exception {
        String written = write(NODES.objectNode().put("T", "a\u0000b\u001bc\ud800d\ufffee\uffff"));

        assertThat(read(written)).isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffd");
    }

    private static String write(ObjectNode result) {
        return new XmlWriter("Root", "urn:ns", QueryFlavour.COMMON)
                .element("Result", result)
                .end();
    }

    private static String read(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement()
                .getTextContent();
    }
}
