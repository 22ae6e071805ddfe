/**
 * The JSON schemas of an API's models (draft-04): what API Gateway accepts as one, and whether a body fits.
 *
 * <p>Starting point: {@link io.underpass.gateway.schema.ModelSchemas}. The evaluator is our own, because API Gateway's
 * {@code validationErrorString} has the words of one certain validator, and because neither a schema nor a body may take
 * more than its budget of time (docs/adr/0011-our-own-schema-evaluator.md).
 */
@NullMarked
package io.underpass.gateway.schema;

import org.jspecify.annotations.NullMarked;
