/**
 * Who somebody is: tokens, the keys that sign them, and what is asked of identity providers. Knows nothing of exchanges;
 * {@link io.underpass.alb.data} does the phases.
 */
@NullMarked
package io.underpass.alb.identity;

import org.jspecify.annotations.NullMarked;
