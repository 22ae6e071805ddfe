/**
 * Requests that two recipients could read in different ways: how bad a head is, and what is left of it where it may pass
 * (AWS: "Desync mitigation mode"). Knows bytes, and nothing else of this module.
 */
@NullMarked
package io.underpass.alb.desync;

import org.jspecify.annotations.NullMarked;
