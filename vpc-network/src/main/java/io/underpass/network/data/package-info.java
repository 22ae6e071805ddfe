/** Whether traffic gets through. */
@NullMarked
package io.underpass.network.data;

import org.jspecify.annotations.NullMarked;
