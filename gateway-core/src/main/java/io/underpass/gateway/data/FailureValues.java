package io.underpass.gateway.data;

import io.underpass.gateway.compile.ResponsePart;
import java.util.List;

/**
 * What stands for the variables of a gateway response in one failed request.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
record FailureValues(Invocation invocation, Fault fault) {

    /** All {@code parts}, one after the other. */
    String text(List<ResponsePart> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(text(part)));
        return text.toString();
    }

    /** One part; empty where the request has no such value. */
    String text(ResponsePart part) {
        if (part instanceof ResponsePart.Text constant) {
            return constant.text();
        }
        if (part instanceof ResponsePart.Error error) {
            return ContextValues.error(error.variable(), fault);
        }
        return MappedValues.joined(((ResponsePart.Value) part).source(), invocation);
    }
}
