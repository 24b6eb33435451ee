package io.slackwater.planning;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.slackwater.planning", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PLANS_ARE_PURE = noClasses()
            .that()
            .resideInAnyPackage("..planning.history..", "..planning.forecast..", "..planning.plan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.slackwater.schemas..", "org.apache.kafka..", "org.apache.avro..", "java.io..", "java.nio..")
            .because("a plan is made of what is known; map records in fleet, and read them in log");

    @ArchTest
    static final ArchRule NOBODY_ASKS_FOR_THE_TIME = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .because("a plan is as of a time that its caller says, so that it can be made again");

    @ArchTest
    static final ArchRule ONLY_THE_READER_KNOWS_KAFKA = noClasses()
            .that()
            .resideOutsideOfPackage("..planning.log..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")
            .because("a fleet is folded from records, wherever they come from");
}
