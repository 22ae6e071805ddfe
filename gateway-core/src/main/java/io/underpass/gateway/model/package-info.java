/** The nouns of API Gateway REST APIs as immutable records, members named and typed as on AWS. */
@NullMarked
package io.underpass.gateway.model;

import org.jspecify.annotations.NullMarked;
