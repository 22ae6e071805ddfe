package io.underpass.emulator.cli;

import io.underpass.emulator.assembly.TargetAddresses;
import java.util.ArrayList;
import java.util.List;

/** Where targets are. Threads: confined to one thread. */
final class TargetOptions {

    @Option(
            names = "--target-address",
            paramLabel = "ID=ADDRESS",
            split = ",",
            description =
                    "Where the target is that is registered as ID, an instance for example. Others are looked up in"
                            + " DNS. May be repeated. [UNDERPASS_TARGET_ADDRESS]")
    private List<String> addresses = new ArrayList<>();

    /** The addresses; one that cannot be read is wrong usage. */
    TargetAddresses addresses() {
        try {
            return TargetAddresses.of(addresses);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
