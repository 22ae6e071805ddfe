/**
 * Tests of the whole: the architecture's rules, and the tutorial typed with AWS's own SDK and command line.
 *
 * <p>Starting points: {@link io.underpass.it.ArchitectureTest} and {@code TutorialTest}.
 */
@NullMarked
package io.underpass.it;

import org.jspecify.annotations.NullMarked;
