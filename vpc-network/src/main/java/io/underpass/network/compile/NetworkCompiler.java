package io.underpass.network.compile;

import io.underpass.aws.control.ControlState;
import io.underpass.network.model.NetworkState;

/** Compiles VPC networks. Threads: stateless. */
public final class NetworkCompiler implements ControlState.Compiler<NetworkState, NetworkSnapshot> {

    @Override
    public NetworkSnapshot first(NetworkState state) {
        return new NetworkSnapshot(state);
    }

    @Override
    public NetworkSnapshot next(NetworkSnapshot previous, NetworkState before, NetworkState state) {
        return new NetworkSnapshot(state);
    }
}
