/** VPC networks with AWS's own nouns. */
@NullMarked
package io.underpass.network.model;

import org.jspecify.annotations.NullMarked;
