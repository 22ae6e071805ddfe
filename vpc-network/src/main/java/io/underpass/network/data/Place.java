package io.underpass.network.data;

import io.underpass.aws.Scope;
import java.util.List;

/**
 * Where somebody's network interfaces are.
 *
 * <p>Threads: immutable.
 *
 * @param owner for people: {@code load balancer orders}
 * @param scope the account and region it lives in
 * @param subnetIds one at least
 * @param securityGroupIds what stands before all of its interfaces
 */
public record Place(String owner, Scope scope, List<String> subnetIds, List<String> securityGroupIds) {}
