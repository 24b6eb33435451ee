package io.slackwater.executor.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Who may depend on whom. */
@AnalyzeClasses(packages = "io.slackwater.executor", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyRulesTest {

    private static final String ROOT = "io.slackwater.executor.";
    private static final String[] DECISIONS = {
        ROOT + "update",
        ROOT + "vm",
        ROOT + "modifiable",
        ROOT + "decision",
        ROOT + "budget",
        ROOT + "policy",
        ROOT + "rollout",
        ROOT + "policy.window",
        ROOT + "policy.deadline",
        ROOT + "policy.selection"
    };

    @ArchTest
    static final ArchRule decisionsArePure = classes()
            .that()
            .resideInAnyPackage(DECISIONS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(Stream.concat(Stream.of("java..", "org.jspecify.."), Stream.of(DECISIONS))
                    .toArray(String[]::new))
            .because(
                    "a decision must be a value that a test can make: map records of topics in 'mapper', I/O belongs to an edge");

    @ArchTest
    static final ArchRule decisionsAskNoClock = noClasses()
            .that()
            .resideInAnyPackage(DECISIONS)
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .because("time is an input of a decision: take it from the decision context");

    @ArchTest
    static final ArchRule decidersCallNoHypervisor = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "kafka", ROOT + "decision")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.slackwater.hypervisor..", ROOT + "worker")
            .because("a topology never blocks: what is to be done on a host is a command");

    @ArchTest
    static final ArchRule workersKnowNoKafka = noClasses()
            .that()
            .resideInAPackage(ROOT + "worker")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "io.slackwater.schemas..", "io.smallrye..")
            .because("the consumer maps commands and outcomes: workers are tested on a simulated host alone");
}
