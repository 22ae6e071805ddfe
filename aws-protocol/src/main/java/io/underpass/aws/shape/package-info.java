/** Describes the inputs of AWS operations, and validates them with AWS's words. */
@NullMarked
package io.underpass.aws.shape;

import org.jspecify.annotations.NullMarked;
