package io.underpass.alb.model;

import java.time.Instant;

/**
 * How much a load balancer is to be ready for.
 *
 * <p>Threads: immutable.
 *
 * @param capacityUnits load-balancer capacity units
 * @param decreases how often it was lowered on the day of {@code lastModified} (UTC)
 */
public record CapacityReservation(int capacityUnits, Instant lastModified, int decreases) {}
