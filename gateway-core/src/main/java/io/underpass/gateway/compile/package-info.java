/**
 * Turns deployed stages into an immutable snapshot that answers requests without looking anything up twice: a trie a
 * deployment, and a plan a route with stage variables put in.
 */
@NullMarked
package io.underpass.gateway.compile;

import org.jspecify.annotations.NullMarked;
