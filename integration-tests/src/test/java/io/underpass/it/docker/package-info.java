/** The image and the compose files, against a real container engine; skipped, and said so, where there is none. */
@NullMarked
package io.underpass.it.docker;

import org.jspecify.annotations.NullMarked;
