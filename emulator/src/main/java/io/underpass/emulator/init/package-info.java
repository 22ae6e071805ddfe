/** What a started emulator is given to begin with: files that are imported, and folders of files and scripts. */
@NullMarked
package io.underpass.emulator.init;

import org.jspecify.annotations.NullMarked;
