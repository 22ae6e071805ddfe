/** Certificates with AWS's own nouns. */
@NullMarked
package io.underpass.acm.model;

import org.jspecify.annotations.NullMarked;
