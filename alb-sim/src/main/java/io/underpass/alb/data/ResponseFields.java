package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.alb.compile.ResponseHeaderSettings;
import io.underpass.alb.compile.ResponseHeaderSettings.InsertedField;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HttpDate;

/** Rewrites the header fields of responses (spec 4.5). Threads: safe; changes only the fields it is given. */
final class ResponseFields {

    private final HttpDate date;

    ResponseFields(HttpDate date) {
        this.date = date;
    }

    /** Turns what a target sent into what the client gets. */
    void rewrite(FieldList headers, ResponseHeaderSettings settings) {
        ConnectionFields.strip(headers);
        if (!headers.contains(FieldNames.DATE)) {
            headers.add(FieldNames.DATE, date.now());
        }
        headers.add(FieldNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        insert(headers, settings);
    }

    /** Adds the fields that the listener inserts, in place of those of the same name. */
    void insert(HttpHeaders headers, ResponseHeaderSettings settings) {
        for (InsertedField field : settings.inserted()) {
            headers.set(field.name(), field.value());
        }
    }
}
