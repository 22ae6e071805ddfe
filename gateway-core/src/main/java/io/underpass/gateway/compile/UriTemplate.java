package io.underpass.gateway.compile;

import java.util.Map;
import java.util.Optional;

/**
 * An integration's uri, stage variables put in, placeholders bound to where their values come from.
 *
 * <p>Threads: immutable.
 *
 * @param scheme http or https
 * @param fixedAuthority the authority where it holds no placeholder, as nearly always
 * @param authority the authority
 * @param path begins with a slash; one slash where the uri has no path
 * @param query without its question mark
 */
public record UriTemplate(
        String scheme, Optional<Authority> fixedAuthority, Template authority, Template path, Template query) {

    /**
     * Reads {@code uri}.
     *
     * @param sources by the names of placeholders
     * @param overridable whether a template may give a placeholder its value, so that it needs no source
     */
    static UriTemplate parse(String uri, Map<String, MappingSource> sources, boolean overridable) throws UnusableRoute {
        int schemeEnd = uri.indexOf("://");
        String scheme = schemeEnd < 0 ? "" : uri.substring(0, schemeEnd).toLowerCase(java.util.Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw invalid(uri);
        }
        String rest = before(uri.substring(schemeEnd + 3), '#');
        String query = rest.substring(Math.min(rest.length(), before(rest, '?').length() + 1));
        String beforeQuery = before(rest, '?');
        String authorityText = before(beforeQuery, '/');
        String path = beforeQuery.substring(authorityText.length());
        Template authority = Template.parse(authorityText, sources, overridable, text -> text);
        Optional<Authority> fixed = authority.isConstant() ? Authority.parse(scheme, authorityText) : Optional.empty();
        if (authority.isConstant() && fixed.isEmpty()) {
            throw invalid(uri);
        }
        return new UriTemplate(
                scheme,
                fixed,
                authority,
                Template.parse(path.isEmpty() ? "/" : path, sources, overridable, PercentCoding::cleanPath),
                Template.parse(query, sources, overridable, PercentCoding::cleanQuery));
    }

    private static UnusableRoute invalid(String uri) {
        return UnusableRoute.misconfigured("Invalid endpoint address: the integration's uri is " + uri);
    }

    private static String before(String text, char end) {
        int index = text.indexOf(end);
        return index < 0 ? text : text.substring(0, index);
    }
}
