package io.slackwater.reclaimer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.slackwater.reclaimer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KAFKA_STAYS_AT_ITS_EDGE = noClasses()
            .that()
            .resideOutsideOfPackages("..messaging..", "..config..", "..health..", "..rows..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "io.slackwater.schemas..")
            .because("records are mapped to domain types in the package messaging and in the module mapping");
}
