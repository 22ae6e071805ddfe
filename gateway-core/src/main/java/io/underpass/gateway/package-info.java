/**
 * REST APIs: {@code model} (AWS's nouns), {@code control} (the {@code apigateway} operations), {@code compile} (a
 * deployed stage as a snapshot) and {@code data} (the phases of a request).
 *
 * <p>{@link io.underpass.gateway.WorkTime} ends what templates and schemas burn. What this room needs from its neighbours it declares here as ports; the emulator joins them.
 */
@NullMarked
package io.underpass.gateway;

import org.jspecify.annotations.NullMarked;
