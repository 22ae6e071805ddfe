/** The operations of {@code ec2} that are about VPC networks, and of {@code sts}. */
@NullMarked
package io.underpass.network.control;

import org.jspecify.annotations.NullMarked;
