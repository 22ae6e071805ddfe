package io.underpass.aws.query;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.shape.StructureShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ec2FlavourTest {

    private static final StructureShape SHAPE = input("")
            .required("Id", string())
            .optional("Port", integer(1, 9))
            .optional("Filter", list(structure().optional("Name", string()).optional("Value", list(string()))));

    @Test
    void listsAreNumberedWithoutAWord() {
        assertThat(decode("Id=a&Filter.2.Name=y&Filter.1.Name=x&Filter.1.Value.2=q&Filter.1.Value.1=p"))
                .isEqualTo("{\"Filter\":[{\"Name\":\"x\",\"Value\":[\"p\",\"q\"]},{\"Name\":\"y\"}],\"Id\":\"a\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Port=1|MissingParameter|The request must contain the parameter Id",
                "Id=a&Colour=1|UnknownParameter|The parameter Colour is not recognized",
                "Id=a&Filter.1.Colour=1|UnknownParameter|The parameter Filter.1.Colour is not recognized",
                "Id=a&Port=x|InvalidParameterValue|'x' at 'Port' is not an integer",
                "Id=a&Port=10|InvalidParameterValue|less than or equal to 9",
                "Id=a&Filter.member.1.Name=x|InvalidParameterValue|'member'",
                "Id=a&Filter=x|InvalidParameterValue|its items are 'Filter.1' and so on"
            })
    void wrongParametersHaveEc2sCodes(String form, String code, String text) {
        assertThatThrownBy(() -> decode(form)).isInstanceOfSatisfying(AwsError.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.text()).contains(text);
        });
    }

    @Test
    void membersStandRightInTheAnswer() {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.putArray("vpcSet").addObject().put("vpcId", "vpc-1");

        assertThat(QueryFlavour.EC2.success("DescribeVpcs", "urn:ec2", output, "r-1"))
                .isEqualTo("<DescribeVpcsResponse xmlns=\"urn:ec2\"><requestId>r-1</requestId><vpcSet><item>"
                        + "<vpcId>vpc-1</vpcId></item></vpcSet></DescribeVpcsResponse>");
    }

    @Test
    void errorsStandInAList() {
        assertThat(QueryFlavour.EC2.failure(new AwsError(400, "InvalidVpcID.NotFound", "No <vpc>"), "urn:ec2", "r-1"))
                .isEqualTo("<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>No &lt;vpc&gt;"
                        + "</Message></Error></Errors><RequestID>r-1</RequestID></Response>");
    }

    private static String decode(String form) {
        return new QueryDecoder(QueryFlavour.EC2, "DoThing")
                .decode(SHAPE, Form.parse(form))
                .toString();
    }
}
