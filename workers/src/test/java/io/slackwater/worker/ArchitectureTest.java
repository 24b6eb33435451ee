package io.slackwater.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.slackwater.worker", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule WORKERS_KNOW_NO_KAFKA_AND_NO_CONTAINER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.quarkus..", "jakarta..", "io.smallrye..")
            .because("workers are tested on a simulated host alone: a consumer and a publisher are handed in");

    @ArchTest
    static final ArchRule COMMANDS_AND_OUTCOMES_ARE_OF_THE_DOMAIN = noClasses()
            .that()
            .resideInAnyPackage("..worker.update..", "..worker.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.avro..", "io.slackwater.schemas..", "io.slackwater.mapping..")
            .because("the consumer maps commands and outcomes");

    @ArchTest
    static final ArchRule LIBVIRT_STAYS_BEHIND_THE_PORT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.libvirt..", "com.sun.jna..", "io.slackwater.hypervisor.libvirt..")
            .because("hosts are opened through io.slackwater.hypervisor.Hypervisors");

    @ArchTest
    static final ArchRule THE_SEARCH_FOR_REFERENCES_IS_A_FUNCTION = classes()
            .that()
            .resideInAPackage("..storage.search..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.nio",
                    "java.nio.charset",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations..",
                    "io.slackwater.domain..",
                    "io.slackwater.hypervisor",
                    "io.slackwater.hypervisor.paths..",
                    "io.slackwater.hypervisor.xml..",
                    "io.slackwater.worker.storage.search..")
            .because("what is referred to is found in what the hosts listed: ask the hosts in the workers");

    @ArchTest
    static final ArchRule THE_SEARCH_HAS_NO_CLOCK = noClasses()
            .that()
            .resideInAPackage("..storage.search..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .because("the same listing must lead to the same references: take the time as an argument");
}
