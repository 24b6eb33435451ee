package io.slackwater.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.slackwater.console", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_FOLD_KNOWS_NO_REQUEST = noClasses()
            .that()
            .resideInAnyPackage("..fold..", "..table..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..query..", "..rest..", "jakarta.ws.rs..")
            .because("what is folded is the same whoever asks");

    @ArchTest
    static final ArchRule ANSWERS_COME_FROM_THE_DATABASE_ALONE = noClasses()
            .that()
            .resideInAnyPackage("..query..", "..rest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "..fold..", "..table..")
            .because("every console over one database answers the same");

    @ArchTest
    static final ArchRule THE_CONSOLE_DECIDES_NOTHING = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.slackwater.topology..", "io.slackwater.worker..", "io.slackwater.hypervisor..")
            .because("updates go on without it");
}
