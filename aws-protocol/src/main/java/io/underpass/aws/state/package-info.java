/** State as JSON: every domain's immutable records, whole or row by row, without a line of code in the domain. */
@NullMarked
package io.underpass.aws.state;

import org.jspecify.annotations.NullMarked;
