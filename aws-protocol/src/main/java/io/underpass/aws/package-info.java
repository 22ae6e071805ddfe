/**
 * What every AWS control API shares: names, identifiers, errors, requests and responses.
 *
 * <p>Starting points: {@code shape} describes and validates inputs, {@code control} holds the state that operations
 * change, {@code restjson} and {@code query} are the two wire protocols.
 */
@NullMarked
package io.underpass.aws;

import org.jspecify.annotations.NullMarked;
