package io.slackwater.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.slackwater.ingest", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule kafkaAndAvroStayInKafkaPackages = noClasses()
            .that()
            .resideOutsideOfPackage("..kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "io.slackwater.schemas..")
            .because("records are mapped to domain types at the edge: let a kafka package do it");

    @ArchTest
    static final ArchRule httpStaysInRest = noClasses()
            .that()
            .resideOutsideOfPackage("io.slackwater.ingest.rest")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "com.fasterxml.jackson..")
            .because("what is submitted is a domain type: read it in rest, decide elsewhere");

    @ArchTest
    static final ArchRule decisionsReadNoClock = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("the clock is injected, so that a replay and a test give the same");
}
