/**
 * Load balancers as an immutable snapshot: {@link io.underpass.alb.compile.AlbCompiler} turns the state that operations
 * change into what a request needs, {@link io.underpass.alb.compile.RuleIndex} finds its rule.
 */
@NullMarked
package io.underpass.alb.compile;

import org.jspecify.annotations.NullMarked;
