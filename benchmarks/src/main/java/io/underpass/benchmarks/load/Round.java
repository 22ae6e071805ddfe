package io.underpass.benchmarks.load;

import java.time.Duration;
import java.util.List;

/**
 * One measurement of one contestant.
 *
 * <p>Threads: immutable.
 *
 * @param load what wrk saw
 * @param cpuMicrosPerRequest user and system time of the contestant over requests
 * @param backendMicrosPerRequest the same of the backend: the yardstick of the very same seconds
 * @param residentMebibytes the contestant's memory at the end
 * @param foreignShare the part of the contestant's core that others used, 0 to 1
 */
record Round(
        Wrk.Result load,
        double cpuMicrosPerRequest,
        double backendMicrosPerRequest,
        long residentMebibytes,
        double foreignShare) {

    /** Loads {@code contestant} for {@code duration}. */
    static Round of(Contestant contestant, List<Long> backend, Setting setting, Duration duration) {
        int proxyCore = setting.oneCore() ? Cores.LOAD : Cores.PROXY;
        long cpu = Cpu.micros(contestant.processes());
        long backendCpu = Cpu.micros(backend);
        long core = Cpu.coreMicros(proxyCore);
        Wrk.Result load = Wrk.run(
                Cores.LOAD,
                setting.connections(),
                duration,
                contestant.url() + setting.path(),
                contestant.headers(),
                setting.script());
        double cpuUsed = Cpu.micros(contestant.processes()) - cpu;
        double backendUsed = Cpu.micros(backend) - backendCpu;
        double foreign = setting.oneCore() ? 0 : Cpu.coreMicros(proxyCore) - core - cpuUsed;
        return new Round(
                load,
                cpuUsed / load.requests(),
                backendUsed / load.requests(),
                Cpu.residentMebibytes(contestant.processes()),
                Math.max(0, foreign / (duration.toNanos() / 1000.0)));
    }
}
