package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of a log, taken apart as its readers do. */
record LogFields(List<String> fields) {

    private static final Pattern FIELD = Pattern.compile("(\"[^\"]*\"|[^ \"]+)( |$)");

    static LogFields of(String line) {
        List<String> fields = new ArrayList<>();
        Matcher matcher = FIELD.matcher(line);
        int end = 0;
        while (matcher.find()) {
            assertThat(matcher.start()).as(line).isEqualTo(end);
            fields.add(matcher.group(1));
            end = matcher.end();
        }
        assertThat(end).as(line).isEqualTo(line.length());
        return new LogFields(fields);
    }

    /** The field with this number in AWS's table, from 1; with its quotes. */
    String field(int number) {
        return fields.get(number - 1);
    }
}
