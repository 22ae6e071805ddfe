/**
 * The {@code apigateway} control API: one class a resource family, each a table of routes and the functions behind it.
 * The door is {@link io.underpass.gateway.control.ApiGatewayOperations}.
 *
 * <p>An update is a JSON Patch of what the operation answers: the resource is written as JSON, patched, and read again by
 * the class that also reads the input of its creation, so that both obey the same rules.
 */
@NullMarked
package io.underpass.gateway.control;

import org.jspecify.annotations.NullMarked;
