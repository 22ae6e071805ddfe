package io.underpass.gateway.template;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.TypeRef;
import com.jayway.jsonpath.spi.json.AbstractJsonProvider;
import com.jayway.jsonpath.spi.mapper.MappingException;
import com.jayway.jsonpath.spi.mapper.MappingProvider;
import java.io.InputStream;
import java.util.LinkedHashMap;

/**
 * How JsonPath walks what {@link JsonReader} has read: the lists it makes are {@link JsonList}s too. It never parses. A path
 * can go through a body again and again, so that each step into a value asks the budget.
 *
 * <p>Threads: confined to the thread that renders.
 */
final class JsonTree extends AbstractJsonProvider implements MappingProvider {

    private final Budget budget;

    JsonTree(Budget budget) {
        this.budget = budget;
    }

    @Override
    public Object getMapValue(Object map, String key) {
        budget.step();
        return super.getMapValue(map, key);
    }

    @Override
    public Object getArrayIndex(Object list, int index) {
        budget.step();
        return super.getArrayIndex(list, index);
    }

    @Override
    public Iterable<?> toIterable(Object value) {
        budget.step();
        return super.toIterable(value);
    }

    @Override
    public Object createArray() {
        return new JsonList();
    }

    @Override
    public Object createMap() {
        return new LinkedHashMap<String, Object>();
    }

    @Override
    public Object parse(String json) {
        throw new InvalidJsonException("text is parsed elsewhere");
    }

    @Override
    public Object parse(InputStream json, String charset) {
        throw new InvalidJsonException("text is parsed elsewhere");
    }

    @Override
    public String toJson(Object value) {
        return Printed.json(value, budget);
    }

    @Override
    public <T> T map(Object source, Class<T> type, Configuration configuration) {
        throw new MappingException("values are taken as they are");
    }

    @Override
    public <T> T map(Object source, TypeRef<T> type, Configuration configuration) {
        throw new MappingException("values are taken as they are");
    }
}
