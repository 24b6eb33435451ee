package io.slackwater.reclaimer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.slackwater.reclaimer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule DECISIONS_ARE_PURE = classes()
            .that()
            .resideInAnyPackage("..volume..", "..store..", "..references..", "..adoption..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations..",
                    "io.slackwater.reclaimer.volume..",
                    "io.slackwater.reclaimer.store..",
                    "io.slackwater.reclaimer.references..",
                    "io.slackwater.reclaimer.adoption..")
            .because("what is decided must depend on events alone: pass the fact in, or move the code to an edge");

    @ArchTest
    static final ArchRule DECISIONS_HAVE_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage("..volume..", "..store..", "..references..", "..adoption..", "..referencecheck..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .because("the same events must lead to the same state: take the time as an argument");

    @ArchTest
    static final ArchRule THE_LOOK_IS_A_FUNCTION = classes()
            .that()
            .resideInAPackage("..referencecheck..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.nio",
                    "java.nio.charset",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations..",
                    "io.slackwater.hypervisor",
                    "io.slackwater.hypervisor.paths..",
                    "io.slackwater.hypervisor.xml..",
                    "io.slackwater.reclaimer.volume..",
                    "io.slackwater.reclaimer.referencecheck..")
            .because("what is referred to is found in what the hosts listed: ask the hosts in the workers");

    @ArchTest
    static final ArchRule KAFKA_STAYS_AT_ITS_EDGE = noClasses()
            .that()
            .resideOutsideOfPackages("..kafka..", "..rows..", "..health..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "io.slackwater.schemas..")
            .because("records are mapped to domain types in the package kafka");
}
