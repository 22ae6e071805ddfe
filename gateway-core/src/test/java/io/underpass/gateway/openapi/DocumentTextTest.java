package io.underpass.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class DocumentTextTest {

    @Test
    void aVersionOfYamlStaysTheTextThatItIs() {
        ObjectNode tree = DocumentText.parse("""
                date: 2017-04-20T04:08:08Z
                day: 2017-04-20
                number: 1.10
                switch: on
                200: ok
                """);

        assertThat(tree.get("date").textValue()).isEqualTo("2017-04-20T04:08:08Z");
        assertThat(tree.get("day").textValue()).isEqualTo("2017-04-20");
        assertThat(Document.text(tree.get("number"))).contains("1.10");
        assertThat(tree.get("switch").textValue()).isEqualTo("on");
        assertThat(tree.get("200").textValue()).isEqualTo("ok");
    }

    @Test
    void anchorsStandForWhatTheyNameAndAreMerged() {
        ObjectNode tree = DocumentText.parse("""
                base: &base {type: http_proxy, timeoutInMillis: 1000}
                one: *base
                two:
                  <<: *base
                  timeoutInMillis: 2000
                """);

        assertThat(tree.at("/one/type").textValue()).isEqualTo("http_proxy");
        assertThat(tree.at("/two/type").textValue()).isEqualTo("http_proxy");
        assertThat(tree.at("/two/timeoutInMillis").intValue()).isEqualTo(2000);
    }

    @Test
    void aliasesThatGrowWithoutEndAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int level = 1; level < 12; level++) {
            String alias = "*a" + (level - 1);
            bomb.append("a" + level + ": &a" + level + " [" + (alias + ",").repeat(9) + alias + "]\n");
        }

        assertThatThrownBy(() -> DocumentText.parse(bomb.toString()))
                .isInstanceOf(InvalidDocument.class)
                .hasMessageContaining("grows too large");
    }

    @Test
    void anAnchorWithinItselfIsRefused() {
        assertThatThrownBy(() -> DocumentText.parse("a: &a {b: *a}")).isInstanceOf(InvalidDocument.class);
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> DocumentText.parse("{\"a\":".repeat(5000) + "1" + "}".repeat(5000)))
                .isInstanceOf(InvalidDocument.class);
        assertThatThrownBy(() -> DocumentText.parse("[".repeat(5000))).isInstanceOf(InvalidDocument.class);
    }

    @Test
    void tagsOfOthersAreRefusedByName() {
        assertThatThrownBy(() -> DocumentText.parse("uri: !Sub https://example.com"))
                .isInstanceOf(InvalidDocument.class)
                .hasMessageContaining("!Sub");
        // No object is made of it.
        assertThatThrownBy(() -> DocumentText.parse("x: !!javax.script.ScriptEngineManager [1]"))
                .isInstanceOf(InvalidDocument.class);
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> DocumentText.parse("a: 1\na: 2\n")).isInstanceOf(InvalidDocument.class);
        assertThatThrownBy(() -> DocumentText.parse("{\"a\":1,\"a\":2}")).isInstanceOf(InvalidDocument.class);
    }

    @Test
    void whatIsWrittenAsYamlReadsBackTheSame() {
        ObjectNode tree = DocumentText.parse("""
                {"version":"1.0","yes":"on","number":3,"flag":true,"template":"#set($a = 1)\\n{\\"a\\": $a}\\n",
                 "'":"'quoted'","empty":"","responses":{"200":{"description":"200 response"}}}""");

        assertThat(DocumentText.parse(DocumentText.yaml(tree))).isEqualTo(tree);
    }
}
