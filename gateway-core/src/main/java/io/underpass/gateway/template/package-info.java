/**
 * Mapping templates: AWS's dialect of the Velocity Template Language, rendered without reflection and within limits.
 *
 * <p>Starting points: {@link io.underpass.gateway.template.MappingTemplate} parses and renders one,
 * {@link io.underpass.gateway.template.TemplateWorkers} does so away from event loops, and
 * {@link io.underpass.gateway.template.AllowedAccess} says what a template can reach.
 */
@NullMarked
package io.underpass.gateway.template;

import org.jspecify.annotations.NullMarked;
