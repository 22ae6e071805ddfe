package io.underpass.emulator.cli;

import io.underpass.emulator.description.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What environment variables have no effect that somebody seems to have set for it: those of other emulators, which a
 * compose file or a CI job still has, and misspelt ones of Underpass.
 *
 * <p>Threads: stateless.
 */
final class BroughtSettings {

    private static final String OWN = "UNDERPASS_";
    private static final String LOCALSTACK = "LOCALSTACK_";

    /** The launcher's, the log's, and what Kubernetes tells of a service that is called underpass. */
    private static final List<String> NO_OPTIONS =
            List.of(OWN + "AOT", ConsoleLogging.LEVEL, OWN + "SERVICE_", OWN + "PORT_");

    private static final String ADDRESS = "--bind-address and --port say where to listen";
    private static final String PORT = "--port says where to listen";
    private static final String STATE = "--state DIR keeps the state";
    private static final String HOST = "URLs need no setting, --allowed-host adds a name of yours for the control APIs";
    private static final String ACCOUNT = "--account is the account";
    private static final String REGION = "--region is the region of calls that name none";
    private static final String LAMBDA = "--lambda-endpoint says who runs functions";
    private static final String NOTHING_NEEDED = "nothing needs to be activated";
    private static final String PAGES =
            "web pages of other origins do not reach the control APIs, APIs answer as they are set up";

    /** What nobody but an emulator's user sets. */
    private static final Map<String, String> TELLING = Map.ofEntries(
            Map.entry("GATEWAY_LISTEN", ADDRESS),
            Map.entry("EDGE_BIND_HOST", ADDRESS),
            Map.entry("EDGE_PORT", PORT),
            Map.entry("PERSISTENCE", STATE),
            Map.entry("PERSIST_STATE", STATE),
            Map.entry("LOCALSTACK_HOST", HOST),
            Map.entry("LOCALSTACK_HOSTNAME", HOST),
            Map.entry("HOSTNAME_EXTERNAL", HOST),
            Map.entry("LOCALSTACK_AUTH_TOKEN", NOTHING_NEEDED),
            Map.entry("LOCALSTACK_API_KEY", NOTHING_NEEDED),
            Map.entry("ACTIVATE_PRO", NOTHING_NEEDED),
            Map.entry("LAMBDA_EXECUTOR", LAMBDA),
            Map.entry("LAMBDA_DOCKER_NETWORK", LAMBDA),
            Map.entry("EAGER_SERVICE_LOADING", "all services are there from the start"),
            Map.entry("DISABLE_CORS_CHECKS", PAGES),
            Map.entry("EXTRA_CORS_ALLOWED_ORIGINS", PAGES),
            Map.entry("FLOCI_HOSTNAME", HOST),
            Map.entry("FLOCI_BASE_URL", HOST),
            Map.entry("FLOCI_PORT", PORT),
            Map.entry("FLOCI_STORAGE_MODE", STATE),
            Map.entry("FLOCI_DEFAULT_ACCOUNT_ID", ACCOUNT),
            Map.entry("FLOCI_DEFAULT_REGION", REGION),
            Map.entry("MOTO_PORT", PORT),
            Map.entry("MOTO_HOST", "--bind-address says where to listen"),
            Map.entry("MOTO_ACCOUNT_ID", ACCOUNT));

    /** What others set as well; told beside one of those only. */
    private static final Map<String, String> COMMON = Map.of(
            "DEBUG", "the Journal tells what happened: underpass tail",
            "LS_LOG", "the Journal tells what happened: underpass tail",
            "SERVICES", "all services are there, and no others",
            "DEFAULT_REGION", REGION);

    private static final List<String> PREFIXES = List.of(LOCALSTACK, "FLOCI_", "MOTO_", "PROVIDER_OVERRIDE_");
    private static final Set<String> NO = Set.of("", "0", "false");

    private BroughtSettings() {}

    /**
     * A line for people for each variable of {@code environment} that has no effect. Every start pays for it, so that it looks
     * at names alone as long as there is nothing to say.
     *
     * @param own the variables of the command
     * @param others asked for those of all commands, if there is one that is not among them: they share an environment
     */
    static List<String> hints(
            Map<String, String> environment, Collection<String> own, Supplier<Collection<String>> others) {
        List<String> brought = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String name : environment.keySet()) {
            if (name.startsWith(OWN)) {
                if (!own.contains(name) && !startsWithOneOf(name, NO_OPTIONS)) {
                    unknown.add(name);
                }
            } else if (TELLING.containsKey(plain(name)) || startsWithOneOf(name, PREFIXES)) {
                brought.add(name);
            }
        }
        if (brought.isEmpty() && unknown.isEmpty()) {
            return List.of();
        }
        return lines(environment, brought, unknown, others);
    }

    private static boolean startsWithOneOf(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> lines(
            Map<String, String> environment,
            List<String> brought,
            List<String> unknown,
            Supplier<Collection<String>> others) {
        Map<String, String> lines = new TreeMap<>();
        brought.removeIf(name -> isOff(environment, name));
        brought.forEach(name -> lines.put(name, line(name)));
        if (!brought.isEmpty()) {
            COMMON.keySet().stream()
                    .filter(name -> !isOff(environment, name))
                    .forEach(name -> lines.put(name, line(name)));
        }
        if (!unknown.isEmpty()) {
            Collection<String> known = others.get();
            unknown.stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> lines.put(name, name + " is no setting" + Nearest.meant(name, known)));
        }
        return new ArrayList<>(lines.values());
    }

    private static boolean isOff(Map<String, String> environment, String name) {
        return NO.contains(environment.getOrDefault(name, ""));
    }

    /** LocalStack takes its variables with its name before them as well. */
    private static String plain(String name) {
        String without = name.startsWith(LOCALSTACK) ? name.substring(LOCALSTACK.length()) : name;
        return TELLING.containsKey(without) || COMMON.containsKey(without) ? without : name;
    }

    private static String line(String name) {
        String plain = plain(name);
        String instead = TELLING.getOrDefault(plain, COMMON.getOrDefault(plain, ""));
        return name + " is another emulator's and has no effect here" + (instead.isEmpty() ? "" : ": " + instead);
    }
}
