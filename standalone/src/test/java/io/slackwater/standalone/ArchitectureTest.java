package io.slackwater.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.slackwater.standalone", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule MODEL_KNOWS_EVENTS_ALONE = classes()
            .that()
            .resideInAPackage("..demo.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.util..",
                    "java.time..",
                    "java.lang..",
                    "org.jspecify..",
                    "io.slackwater.schemas",
                    "org.apache.avro.specific..",
                    "..demo.model..")
            .because(
                    "the picture of the fleet is folded from events alone; put what needs a client or a clock beside it");

    @ArchTest
    static final ArchRule PROCESSES_KNOW_NO_SLACKWATER = noClasses()
            .that()
            .resideInAPackage("..standalone.process..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..standalone.services..", "..standalone.demo..", "org.apache.kafka..")
            .because("a supervisor runs any children; what they are is said in services");

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS = noClasses()
            .that()
            .resideOutsideOfPackages("..standalone.demo")
            .should()
            .accessField(System.class, "out")
            .because("views and commands are handed the stream that they print to");
}
