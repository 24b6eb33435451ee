package io.slackwater.inventory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.slackwater.inventory", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.slackwater.inventory.";

    @ArchTest
    static final ArchRule matchDecidesAboutValuesAlone = classes()
            .that()
            .resideInAPackage(ROOT + "match")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", ROOT + "match")
            .because("decisions are values in, values out; map wire records in match.kafka");

    @ArchTest
    static final ArchRule matchAsksNoClock = noClasses()
            .that()
            .resideInAPackage(ROOT + "match")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(java.time.Clock.class)
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("a replay must decide the same; pass the time in");

    @ArchTest
    static final ArchRule hostsKnowNoFramework = classes()
            .that()
            .resideInAPackage(ROOT + "hosts")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.jboss.logging..", ROOT + "hosts")
            .because("Kafka is hosts.kafka's and HTTP is hosts.rest's");

    @ArchTest
    static final ArchRule watchersKnowNoKafkaClientAndNoContainer = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "watch", ROOT + "observe", ROOT + "adoption")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.quarkus..", "jakarta..", "io.smallrye..")
            .because("they publish through watch.Publisher, which watch.kafka implements");

    @ArchTest
    static final ArchRule libvirtStaysBehindThePort = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.libvirt..", "com.sun.jna..", "io.slackwater.hypervisor.libvirt..")
            .because("hosts are opened through io.slackwater.hypervisor.Hypervisors");

    @ArchTest
    static final ArchRule onlyTheEdgesKnowTheContainer = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "config", ROOT + "health", ROOT + "hosts.rest", ROOT + "hosts.kafka")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..", "jakarta.enterprise..", "jakarta.inject..", "org.eclipse.microprofile..")
            .because("beans are made in config.InventoryBeans");
}
