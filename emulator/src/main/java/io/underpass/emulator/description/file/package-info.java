/** Descriptions as files: YAML or JSON, read with the place of everything that is wrong. */
@NullMarked
package io.underpass.emulator.description.file;

import org.jspecify.annotations.NullMarked;
