package io.underpass.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MockStatusTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            B07 unquoted        | {statusCode: 200}                         | 200
            strict              | {"statusCode": 201}                       | 201
            among others        | {"a": {"b": [1]}, "statusCode": 404, c: 'x'} | 404
            single quotes       | {'statusCode': 200}                       | 200
            trailing comma      | {"statusCode": 200,}                      | 200
            spaces and lines    | `\n { "statusCode"\n:\n200 }\n`           | 200
            any integer         | {"statusCode": 0}                         | 0
            a string            | {"statusCode": "200"}                     | -1
            a fraction          | {"statusCode": 200.0}                     | -1
            too large           | {"statusCode": 99999999999}               | -1
            deeper              | {"a": {"statusCode": 200}}                | -1
            none                | {"status": 200}                           | -1
            not closed          | {"statusCode": 200                        | -1
            a list              | [200]                                     | -1
            nothing             | ``                                        | -1
            text                | statusCode: 200                           | -1
            """)
    void readsWhatAwsReads(String row, String rendered, int expected) {
        assertThat(MockStatus.read(rendered).orElse(-1)).as(row).isEqualTo(expected);
    }
}
