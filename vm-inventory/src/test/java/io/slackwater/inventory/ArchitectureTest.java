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
    static final ArchRule hostsKnowNoFramework = classes()
            .that()
            .resideInAPackage(ROOT + "hosts")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.jboss.logging..", ROOT + "hosts")
            .because("Kafka is hosts.kafka's and HTTP is hosts.rest's");

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
