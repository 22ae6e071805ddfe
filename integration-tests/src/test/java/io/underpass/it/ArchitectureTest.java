package io.underpass.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import io.underpass.aws.Derived;
import io.underpass.aws.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between modules and between the packages of a domain. */
class ArchitectureTest {

    private static final String ROOT = "io.underpass.";
    private static final List<String> DOMAINS = List.of("gateway", "network", "acm", "vpclink", "alb");
    private static final List<String> LIBRARIES = List.of("wire", "aws", "gateway", "network", "acm", "vpclink", "alb");

    @ParameterizedTest
    @ValueSource(strings = {"wire", "aws", "gateway", "network", "acm", "vpclink", "alb"})
    void everyLibraryIsOnTheClassPath(String module) {
        assertThat(UnderpassClasses.ALL.containPackage(ROOT + module)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wire", "aws"})
    void foundationUsesNoModule(String module) {
        String[] others =
                packages(Stream.of("wire", "aws", "gateway", "network", "acm", "vpclink", "alb", "emulator", "testkit")
                        .filter(other -> !other.equals(module)));

        noClasses()
                .that(are(module))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others))
                .check(UnderpassClasses.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "network", "acm", "vpclink", "alb"})
    void domainsUseNeitherEachOtherNorTheAssembly(String module) {
        String[] others = packages(Stream.concat(DOMAINS.stream(), Stream.of("emulator", "testkit"))
                .filter(other -> !other.equals(module)));

        noClasses()
                .that(are(module))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others))
                .check(UnderpassClasses.ALL);
    }

    @Test
    void onlyTheTestkitUsesTheEmulator() {
        noClasses()
                .that(resideInAnyPackage(packages(LIBRARIES.stream())))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + "emulator..", ROOT + "testkit.."))
                .check(UnderpassClasses.ALL);
    }

    @Test
    void theEmulatorKnowsNothingOfTheTestkit() {
        noClasses()
                .that(are("emulator"))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "testkit.."))
                .check(UnderpassClasses.ALL);
    }

    @Test
    void theTestkitUsesTheEmulatorAndWireAlone() {
        noClasses()
                .that(are("testkit"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(packages(LIBRARIES.stream().filter(module -> !module.equals("wire")))))
                .check(UnderpassClasses.ALL);
    }

    @Test
    void whatTestsMayDoWithoutIsUsedInPackagesOfItsOwn() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "testkit")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.assertj..",
                        "org.testcontainers..",
                        ROOT + "testkit.assertj..",
                        ROOT + "testkit.testcontainers.."))
                .check(UnderpassClasses.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "network", "acm", "vpclink", "alb"})
    void modelUsesTheJdkAndPersistentCollectionsOnly(String module) {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(
                        "java..", "org.pcollections..", "org.jspecify..", ROOT + module + ".model..")
                .or(type(Scope.class))
                .or(type(Derived.class));

        classes()
                .that(are(module + ".model"))
                .should()
                .onlyDependOnClassesThat(elements(allowed))
                .check(UnderpassClasses.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "network", "acm", "vpclink", "alb"})
    void controlKnowsNothingOfHowRequestsRun(String module) {
        noClasses()
                .that(are(module + ".control"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(ROOT + module + ".compile..", ROOT + module + ".data..", ROOT + "wire.."))
                .allowEmptyShould(true)
                .check(UnderpassClasses.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "network", "acm", "vpclink", "alb"})
    void compileKnowsTheModelOnly(String module) {
        noClasses()
                .that(are(module + ".compile"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + module + ".control..", ROOT + module + ".data.."))
                .allowEmptyShould(true)
                .check(UnderpassClasses.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "network", "acm", "vpclink", "alb"})
    void dataKnowsNothingOfControl(String module) {
        noClasses()
                .that(are(module + ".data"))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + module + ".control.."))
                .allowEmptyShould(true)
                .check(UnderpassClasses.ALL);
    }

    @Test
    void templatesKnowNothingOfTheGateway() {
        noClasses()
                .that(are("gateway.template"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        ROOT + "gateway.model..",
                        ROOT + "gateway.control..",
                        ROOT + "gateway.compile..",
                        ROOT + "gateway.data.."))
                .check(UnderpassClasses.ALL);
    }

    @Test
    void onlyTemplatesUseVelocityAndJsonPath() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "gateway.template..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.velocity..", "com.jayway.jsonpath.."))
                .check(UnderpassClasses.ALL);
    }

    @Test
    void thePackagesOfTheEmulatorFormNoCycle() {
        slices().matching(ROOT + "emulator.(*)..").should().beFreeOfCycles().check(UnderpassClasses.ALL);
    }

    @Test
    void modelControlAndProtocolsAreFreeOfNetty() {
        noClasses()
                .that(resideInAnyPackage(ROOT + "aws..", ROOT + "*.model..", ROOT + "*.control.."))
                .should()
                .dependOnClassesThat(resideInAPackage("io.netty.."))
                .check(UnderpassClasses.ALL);
    }

    @Test
    void librariesReadNoEnvironmentAndInstallNoHook() {
        noClasses()
                .that(resideInAnyPackage(packages(LIBRARIES.stream())))
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(Runtime.class, "addShutdownHook", Thread.class)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(UnderpassClasses.ALL);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = UnderpassClasses.ALL.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();

        assertThat(unmarked).isEmpty();
    }

    private static DescribedPredicate<JavaClass> are(String path) {
        return resideInAPackage(ROOT + path + "..");
    }

    private static String[] packages(Stream<String> modules) {
        return modules.map(module -> ROOT + module + "..").toArray(String[]::new);
    }

    /** Judges arrays by their elements, and lets primitives pass. */
    private static DescribedPredicate<JavaClass> elements(DescribedPredicate<JavaClass> allowed) {
        return DescribedPredicate.describe(
                allowed.getDescription(),
                used -> used.getBaseComponentType().isPrimitive() || allowed.test(used.getBaseComponentType()));
    }
}
