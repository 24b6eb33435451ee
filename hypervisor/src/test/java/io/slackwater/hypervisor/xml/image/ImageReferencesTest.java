package io.slackwater.hypervisor.xml.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.image.ImageReference.Role;
import io.slackwater.hypervisor.xml.image.ImageReference.ToExport;
import io.slackwater.hypervisor.xml.image.ImageReference.ToPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReferencesTest {

    private static final String DISK = "<disk type='file'>%s<source file='/x'>%s</source><target dev='vda'/>%s</disk>";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            <driver type='qcow2'/> | ''          | qcow2 | OTHER
            <driver type='raw'/>   | <readonly/> | raw   | READ_ONLY
            ''                     | ''          | raw   | OTHER
            """)
    void shouldReadTheFormatAndRoleOfADisk(String driver, String more, String format, Role role) throws Exception {
        assertThat(devices(DISK.formatted(driver, "", more))).containsExactly(new ToPath("vda", "/x", format, role));
    }

    @Test
    void shouldNotGiveTheFormatOfADiskToWhatItIsMadeOf() throws Exception {
        String parts = "<dataStore type='file'><format type='raw'/><source file='/data'/></dataStore>";
        String more = "<backingStore type='block'><source dev='/dev/sdb'/></backingStore><readonly/>";

        assertThat(devices(DISK.formatted("<driver type='qcow2'/>", parts, more)))
                .containsExactly(
                        new ToPath("vda", "/x", "qcow2", Role.READ_ONLY),
                        new ToPath("vda", "/data", "raw", Role.OTHER),
                        new ToPath("vda", "/dev/sdb", "", Role.OTHER));
    }

    @Test
    void shouldReadChainsAsLongAsLibvirtAllows() throws Exception {
        StringBuilder chain = new StringBuilder("<backingStore/>");
        for (int layer = 200; layer > 0; layer--) {
            chain.insert(0, "<backingStore type='file'><format type='qcow2'/><source file='/l" + layer + "'/>")
                    .append("</backingStore>");
        }
        String disk = DISK.formatted("<driver type='qcow2'/>", "", chain);

        assertThat(devices(disk)).hasSize(201).contains(new ToPath("vda", "/l200", "qcow2", Role.OTHER));
        assertThat(ImageReferences.ofDomain(domain(disk)).mentions("/l200")).isTrue();
        assertThat(DomainXml.parse(domain(disk)).slot("vda").orElseThrow().backingChain())
                .hasSize(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            opt/com.coreos/config        | ''
            user,id=n,net=10.0.2.0/24    | ''
            file=/a,,b,format=raw        | /a,b
            file=rel,if=none             | rel
            if=none,file.filename=a/b    | a/b
            fat:rw:/dir                  | /dir
            """)
    void shouldFindPathsInArgumentsOfQemu(String argument, String path) throws Exception {
        List<ImageReference> found = ImageReferences.ofDomain(
                        "<domain><q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:arg"
                                + " value='-x'/><q:arg value='" + argument + "'/></q:commandline></domain>")
                .all();

        assertThat(found)
                .filteredOn(ToPath.class::isInstance)
                .extracting(reference -> ((ToPath) reference).path())
                .isEqualTo(path.isEmpty() ? List.of() : List.of(path));
    }

    @Test
    void shouldNotKnowWhatSomebodyElsesServerExports() throws Exception {
        assertThat(devices("<filesystem><driver type='virtiofs'/><source socket='/run/s'/></filesystem>"))
                .containsExactly(new ToExport("filesystem", "virtiofs"));
    }

    private static List<ImageReference> devices(String devices) throws MalformedDomainXmlException {
        return ImageReferences.ofDomain(domain(devices)).all();
    }

    private static String domain(String devices) {
        return "<domain><name>a</name><uuid>6f1b2c3d-0000-4000-8000-000000000001</uuid><devices>" + devices
                + "</devices></domain>";
    }
}
