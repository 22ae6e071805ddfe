/** A description of APIs, links and load balancers as one value, and what makes an emulator like it. */
@NullMarked
package io.underpass.emulator.description;

import org.jspecify.annotations.NullMarked;
