/**
 * AWS services that others emulate: {@code ServiceEndpoints} says where they are, {@code InvokeApi} calls Lambda functions
 * there.
 */
@NullMarked
package io.underpass.emulator.services;

import org.jspecify.annotations.NullMarked;
