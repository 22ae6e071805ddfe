package io.underpass.it;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The page that says where Underpass differs from AWS.
 *
 * <p>Threads: immutable.
 *
 * @param cases the tests of conformance cases
 * @param operations the names of the operations that are refused, by service
 * @param features what else is refused by name, by module
 */
record DifferencesPage(
        List<ConformanceCase> cases, Map<String, List<String>> operations, Map<String, List<String>> features) {

    /** More names than this are only counted. */
    private static final int MOST_NAMES = 200;

    private static final String HEAD = """
            # Differences from AWS

            Made from the tests and the sources by `DifferencesTest`; the build fails when it is out of date. To make it anew:

                ./mvnw -pl integration-tests -am test -Dtest=DifferencesTest -Dsurefire.failIfNoSpecifiedTests=false -Dunderpass.differences=write

            A conformance case is a request, or a call of the control API, whose answer by AWS is known from its documentation or
            from observation. Each has a test that sends it to a running emulator. A case that is not met has one too: it shows what
            Underpass answers instead, so that it fails when the difference is gone.
            """;

    @Override
    public String toString() {
        Map<String, List<ConformanceCase>> byId =
                new TreeMap<>(cases.stream().collect(groupingBy(ConformanceCase::id)));
        List<ConformanceCase> different =
                cases.stream().filter(one -> !one.met()).toList();
        long met = byId.values().stream()
                .filter(tests -> tests.stream().allMatch(ConformanceCase::met))
                .count();
        StringBuilder page = new StringBuilder(HEAD);
        page.append("\nOf ").append(byId.size()).append(" cases ").append(met).append(" are met.\n");
        page.append("\n## Cases that are not met\n\n");
        if (different.isEmpty()) {
            page.append("None.\n");
        } else {
            page.append("| case | about | how Underpass differs | test |\n|---|---|---|---|\n");
            different.forEach(one -> row(page, one.id(), one.title(), one.differs(), code(one.test())));
        }
        page.append("\n## Operations that are refused\n\n")
                .append("By `NotImplementedException` with status 501 and the name of the operation.\n");
        operations.forEach((service, names) -> page.append("\n**")
                .append(service)
                .append("** (")
                .append(names.size())
                .append(")")
                .append(
                        names.size() > MOST_NAMES
                                ? ": every operation that the README does not list."
                                : ": " + String.join(", ", names) + ".")
                .append('\n'));
        page.append("\n## What else is refused by name\n\n").append("`…` stands for what a request or a call says.\n");
        features.forEach((module, names) -> page.append("\n**")
                .append(module)
                .append("**\n\n")
                .append(names.stream().map(name -> "- " + name + "\n").collect(Collectors.joining())));
        page.append("\n## Cases that are met\n\n| case | about | test |\n|---|---|---|\n");
        cases.stream().filter(ConformanceCase::met).forEach(one -> row(page, one.id(), one.title(), code(one.test())));
        return page.toString();
    }

    private static void row(StringBuilder page, String... cells) {
        for (String cell : cells) {
            page.append("| ").append(cell.replace("|", "\\|")).append(' ');
        }
        page.append("|\n");
    }

    private static String code(String text) {
        return '`' + text + '`';
    }
}
