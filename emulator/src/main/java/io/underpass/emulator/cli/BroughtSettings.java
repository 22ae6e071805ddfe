package io.underpass.emulator.cli;

import io.underpass.emulator.description.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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

    /** The launcher's, and what Kubernetes tells of a service that is called underpass. */
    private static final List<String> NOT_SET_BY_PEOPLE = List.of(OWN + "AOT", OWN + "SERVICE_", OWN + "PORT_");

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
    private static final Map<String, String> COMMON = new TreeMap<>(Map.of(
            "DEBUG", "the Journal tells what happened: underpass tail",
            "LS_LOG", "the Journal tells what happened: underpass tail",
            "SERVICES", "all services are there, and no others",
            "DEFAULT_REGION", REGION));

    private static final List<String> PREFIXES = List.of(LOCALSTACK, "FLOCI_", "MOTO_", "PROVIDER_OVERRIDE_");
    private static final Set<String> NO = Set.of("", "0", "false");

    private BroughtSettings() {}

    /**
     * A line for people for each variable of {@code environment} that has no effect.
     *
     * @param own asked for the variables that Underpass has, if there is one that looks like it
     */
    static List<String> hints(Map<String, String> environment, Supplier<Collection<String>> own) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            if (!NO.contains(variable.getValue())) {
                String name = variable.getKey();
                if (name.startsWith(OWN)) {
                    Collection<String> known = own.get();
                    if (!known.contains(name) && NOT_SET_BY_PEOPLE.stream().noneMatch(name::startsWith)) {
                        lines.put(name, name + " is no setting" + Nearest.meant(name, known));
                    }
                } else if (TELLING.containsKey(plain(name)) || PREFIXES.stream().anyMatch(name::startsWith)) {
                    lines.put(
                            name, line(name, TELLING.getOrDefault(plain(name), COMMON.getOrDefault(plain(name), ""))));
                }
            }
        }
        if (lines.keySet().stream().anyMatch(name -> !name.startsWith(OWN))) {
            COMMON.forEach((name, instead) -> {
                if (!NO.contains(environment.getOrDefault(name, ""))) {
                    lines.put(name, line(name, instead));
                }
            });
        }
        return new ArrayList<>(lines.values());
    }

    /** LocalStack takes its variables with its name before them as well. */
    private static String plain(String name) {
        String without = name.startsWith(LOCALSTACK) ? name.substring(LOCALSTACK.length()) : name;
        return TELLING.containsKey(without) || COMMON.containsKey(without) ? without : name;
    }

    private static String line(String name, String instead) {
        return name + " is another emulator's and has no effect here" + (instead.isEmpty() ? "" : ": " + instead);
    }
}
