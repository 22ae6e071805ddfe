/**
 * What single parts of the request path cost, in time and in bytes allocated, measured with JMH.
 *
 * <p>Starting points: {@link io.underpass.benchmarks.parts.Part} says how each is measured; the other classes are the
 * parts. {@link io.underpass.wire.HeadDecoding} opens what is not public.
 */
@NullMarked
package io.underpass.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
