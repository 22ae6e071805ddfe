package io.underpass.emulator.node;

import io.underpass.aws.Scope;

/** Which load balancer a node runs. Threads: immutable. */
record NodeName(Scope scope, String name) {}
