/**
 * API definitions in OpenAPI 3.0 and Swagger 2.0 with API Gateway's extensions: read into the inputs of the operations of
 * the control API, which judge them, and written from what is deployed.
 */
@NullMarked
package io.underpass.gateway.openapi;

import org.jspecify.annotations.NullMarked;
