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
 * How JsonPath walks what {@link JsonReader} has read: the lists it makes are {@link JsonList}s too. It never parses.
 *
 * <p>Threads: stateless.
 */
final class JsonTree extends AbstractJsonProvider implements MappingProvider {

    static final JsonTree INSTANCE = new JsonTree();

    private JsonTree() {}

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
        return Printed.json(value, Budget.current());
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
