/** From the state of VPC networks to what is judged by. */
@NullMarked
package io.underpass.network.compile;

import org.jspecify.annotations.NullMarked;
