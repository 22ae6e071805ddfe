/** The nouns of Elastic Load Balancing v2 as immutable records, members named and typed as on AWS. */
@NullMarked
package io.underpass.alb.model;

import org.jspecify.annotations.NullMarked;
