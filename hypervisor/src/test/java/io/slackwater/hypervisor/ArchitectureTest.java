package io.slackwater.hypervisor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.slackwater.hypervisor", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule nativeCodeIsCalledByTheLibvirtAdapterAlone = noClasses()
            .that()
            .resideOutsideOfPackage("..hypervisor.libvirt")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.sun.jna..", "org.libvirt..")
            .because("callers use the port, and run where libvirt is not installed: put it behind HostConnection");

    @ArchTest
    static final ArchRule adaptersAreSiblings = noClasses()
            .that()
            .resideInAPackage("..hypervisor.libvirt")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..hypervisor.simulated")
            .because("an adapter knows the port alone: what both need belongs into the port or into xml");

    @ArchTest
    static final ArchRule thePortNamesNoAdapterButWhereItChoosesOne = noClasses()
            .that()
            .resideInAPackage("io.slackwater.hypervisor")
            .and()
            .doNotBelongToAnyOf(StandardHypervisors.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..libvirt..", "..simulated..", "..watch..", "..xml..")
            .because("the port says what is needed, not how it is done; StandardHypervisors alone chooses");

    @ArchTest
    static final ArchRule xmlIsReadWithoutInputOrOutput = classes()
            .that()
            .resideInAPackage("..hypervisor.xml")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.util..",
                    "java.io",
                    "javax.xml.stream..",
                    "com.ctc.wstx..",
                    "org.codehaus.stax2..",
                    "org.jspecify..",
                    "io.slackwater.hypervisor",
                    "io.slackwater.hypervisor.xml")
            .because("definitions are decided upon in pure code");
}
