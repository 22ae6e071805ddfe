package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.acm.control.AcmOperations;
import io.underpass.alb.control.ElbV2Operations;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/differences.md} is what the tests and the sources say. */
class DifferencesTest {

    private static final Path ROOT = root();
    private static final List<String> CASES = List.of(
            "A01 A02 A10 A11 A12 A13 A16",
            "B01 B03 B07 B09 B10 B11 B13 B14 B19",
            "C01 C04 C05 C06 C07 C09 C10 C12 C13 C15 C17 C18 C20 C21 C24 C29 C30 C31",
            "H03 H07 H09 H10 H12 H13 H14 H15 H17 H19 H20",
            "R01 R03 R04 R06 R07 R08 R09 R10 R11 R12 R15 R16 R17 R19",
            "V02 V03 V04 V05 V06 V10 V11 V12 V15 V16 V17 V18 V20 V23 V24 V25",
            "ALB-A1 ALB-A5 ALB-A6 ALB-A8 ALB-A11 ALB-A12 ALB-A14 ALB-A15 ALB-A18 ALB-A21 ALB-A22",
            "ALB-C1 ALB-C2 ALB-C3 ALB-C4 ALB-C5 ALB-C6 ALB-C8 ALB-C11 ALB-C13 ALB-C15 ALB-C17",
            "ALB-D1 ALB-D4 ALB-D5 ALB-D6 ALB-D7",
            "ALB-H1 ALB-H2 ALB-H3 ALB-H4 ALB-H5 ALB-H6 ALB-H7 ALB-H8 ALB-H9 ALB-H12 ALB-H13 ALB-H15 ALB-H17",
            "ALB-H18 ALB-H23 ALB-H25 ALB-H26 ALB-H27 ALB-H28",
            "ALB-L2",
            "ALB-P1 ALB-P2 ALB-P3 ALB-P4 ALB-P5 ALB-P7 ALB-P8 ALB-P9 ALB-P10 ALB-P11 ALB-P12 ALB-P13 ALB-P14",
            "ALB-P15 ALB-P16 ALB-P17 ALB-P18 ALB-P19 ALB-P20",
            "ALB-R2 ALB-R4 ALB-R5 ALB-R6 ALB-R8 ALB-R11 ALB-R12 ALB-R13 ALB-R15 ALB-R17 ALB-R21 ALB-R22 ALB-R23",
            "ALB-R25 ALB-R26 ALB-R28",
            "ALB-S2 ALB-S5 ALB-S10 ALB-S13 ALB-S14 ALB-S15 ALB-S17",
            "ALB-T2 ALB-T3 ALB-T5 ALB-T6 ALB-T7 ALB-T8 ALB-T11 ALB-T12 ALB-T13 ALB-T17 ALB-T18 ALB-T19 ALB-T20",
            "ALB-T21 ALB-T22 ALB-T23 ALB-T25 ALB-T26 ALB-T28 ALB-T30",
            "ALB-U2 ALB-U3 ALB-U7");

    @Test
    void everyCaseHasATest() throws Exception {
        assertThat(cases().stream().map(ConformanceCase::id).distinct())
                .containsExactlyInAnyOrder(CASES.stream()
                        .flatMap(group -> Stream.of(group.split(" ")))
                        .toArray(String[]::new));
    }

    @Test
    void thePageIsUpToDate() throws Exception {
        String page = new DifferencesPage(cases(), operations(), features()).toString();
        Path file = ROOT.resolve("docs/differences.md");
        if (System.getProperty("underpass.differences", "").equals("write")) {
            Files.writeString(file, page);
        }
        assertThat(file)
                .as("out of date; its first lines say how it is made anew")
                .hasContent(page);
    }

    @Test
    void refusalsAreReadFromSources() {
        assertThat(RefusedFeatures.named("""
                        void one() { throw AwsError.notEmulated("a thing (" + name.get() + ")"); }
                        private static void refuse(int a, String what) {
                            throw AwsError.notEmulated(what + " of kind '" + kind + "'");
                        }
                        void two() { refuse(call(1, 2), "another thing"); }
                        static Fault notEmulated(String feature) { return new Fault(feature); }
                        """)).containsExactly("a thing (…)", "another thing of kind '…'");
    }

    private static List<ConformanceCase> cases() throws URISyntaxException {
        return ConformanceCase.in(Path.of(DifferencesTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()));
    }

    private static Map<String, List<String>> operations() throws IOException {
        Map<String, List<String>> operations = new TreeMap<>();
        operations.put(
                "apigateway",
                lastWords("gateway-core/src/main/resources/io/underpass/gateway/control/unemulated-operations.txt"));
        operations.put(
                "apigatewayv2",
                lastWords(
                        "vpclink-router/src/main/resources/io/underpass/vpclink/control/unemulated-apigatewayv2.txt"));
        operations.put(
                "ec2", lastWords("vpc-network/src/main/resources/io/underpass/network/control/unemulated-ec2.txt"));
        operations.put("acm", List.copyOf(new TreeSet<>(AcmOperations.unemulated())));
        operations.put("elasticloadbalancing", List.copyOf(new TreeSet<>(ElbV2Operations.unemulated())));
        operations.values().removeIf(List::isEmpty);
        return operations;
    }

    private static List<String> lastWords(String table) throws IOException {
        try (Stream<String> lines = Files.lines(ROOT.resolve(table))) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, List<String>> features() throws IOException {
        Map<String, List<String>> features = new TreeMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            modules.filter(module -> Files.exists(module.resolve("pom.xml"))).forEach(module -> {
                List<String> refused = RefusedFeatures.of(module);
                if (!refused.isEmpty()) {
                    features.put(module.getFileName().toString(), refused);
                }
            });
        }
        return features;
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
