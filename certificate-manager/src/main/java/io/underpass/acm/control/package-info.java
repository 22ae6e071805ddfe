/** The operations of {@code acm}, a class a family. */
@NullMarked
package io.underpass.acm.control;

import org.jspecify.annotations.NullMarked;
