package io.slackwater.hypervisor.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.hypervisor.xml.image.ImageReference;
import io.slackwater.hypervisor.xml.image.ImageReferences;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainXmlReadTest {

    private static final String HEAD = "<domain><name>a</name><uuid>" + NastyDocument.UUID + "</uuid>";

    @Test
    void shouldReadEverySlot() throws Exception {
        DomainXml domain = DomainXml.parse(
                HEAD
                        + """
                <os><loader readonly='yes' type='pflash' format='qcow2'>/fw.fd</loader><kernel>/k</kernel><initrd>/i</initrd></os>
                <devices>
                  <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/o'/>
                    <backingStore type='file'><format type='qcow2'/><source file='/mid'/>
                      <backingStore type='block'><source dev='/dev/base'/><backingStore/></backingStore></backingStore>
                    <target dev='vda'/></disk>
                  <disk type='block' device='lun'><source dev='/dev/sdx'/><target dev='sda'/></disk>
                  <disk type='volume'><source pool='p' volume='v'/><target dev='vdb'/><readonly/></disk>
                  <disk type='network'><source protocol='rbd' name='x/y'/><target dev='vdc'/></disk>
                  <disk type='file' device='cdrom'><target dev='hda'/></disk>
                </devices></domain>""");

        assertThat(domain.slots())
                .containsExactly(
                        file("kernel", SlotKind.KERNEL, "/k", "raw"),
                        file("initrd", SlotKind.INITRD, "/i", "raw"),
                        file("loader", SlotKind.LOADER, "/fw.fd", "qcow2"),
                        disk("vda", "/o", "qcow2", "disk", List.of("/mid", "/dev/base")),
                        disk("sda", "/dev/sdx", "raw", "lun", List.of()),
                        new Slot(
                                "vdb",
                                SlotKind.DISK,
                                Optional.empty(),
                                Optional.of(new PoolVolume("p", "v")),
                                "raw",
                                true,
                                "disk",
                                List.of()),
                        new Slot(
                                "vdc",
                                SlotKind.DISK,
                                Optional.empty(),
                                Optional.empty(),
                                "raw",
                                false,
                                "disk",
                                List.of()),
                        new Slot(
                                "hda",
                                SlotKind.DISK,
                                Optional.empty(),
                                Optional.empty(),
                                "raw",
                                true,
                                "cdrom",
                                List.of()));
    }

    @Test
    void shouldReadWhatTheOwnerSaysToSlackwater() throws Exception {
        DomainXml domain = DomainXml.parse(
                HEAD
                        + """
                <metadata><slackwater:vm xmlns:slackwater="urn:slackwater:domain:1">
                  <slackwater:label name="role">web</slackwater:label><slackwater:disposable disk="vda"/>
                  <slackwater:update id="u" attempt="1"/></slackwater:vm></metadata></domain>""");

        assertThat(domain.metadata().labels()).containsOnly(java.util.Map.entry("role", "web"));
        assertThat(domain.metadata().disposableDisks()).containsExactly("vda");
        assertThat(domain.metadata().update()).contains(new SlackwaterMetadata.UpdateMark("u", 1));
        assertThat(domain.managedBy()).isEmpty();
        assertThat(domain.uuid()).isEqualTo(NastyDocument.UUID);
    }

    @ParameterizedTest
    @CsvSource({
        "http://openstack.org/xmlns/libvirt/nova/1.1, nova",
        "http://ovirt.org/vm/1.0, oVirt",
        "http://kubevirt.io, KubeVirt",
        "http://opennebula.org/xmlns/libvirt/1.0, OpenNebula"
    })
    void shouldKnowOtherManagersByTheirMetadata(String namespace, String manager) throws Exception {
        String metadata = "<metadata><m:x xmlns:m='" + namespace + "'/></metadata></domain>";
        assertThat(DomainXml.parse(HEAD + metadata).managedBy()).contains(manager);
    }

    @Test
    void shouldKnowOtherManagersByLabelAndSystemInformation() throws Exception {
        String label = "<metadata><vm xmlns='urn:slackwater:domain:1'><label"
                + " name='managed-by'>pacemaker</label></vm></metadata>";
        String system = "<sysinfo type='smbios'><system><entry name='product'>CloudStack KVM"
                + " Hypervisor</entry></system></sysinfo>";

        assertThat(DomainXml.parse(HEAD + label + "</domain>").managedBy()).contains("pacemaker");
        assertThat(DomainXml.parse(HEAD + system + "</domain>").managedBy()).contains("CloudStack");
        assertThat(DomainXml.parse(HEAD + "<metadata><o:os xmlns:o='http://libosinfo.org/x'/></metadata></domain>")
                        .managedBy())
                .isEmpty();
    }

    @Test
    void shouldFindTheAgentChannel() throws Exception {
        String channel = "<devices><channel type='unix'><target type='virtio' name='%s'/></channel></devices></domain>";
        assertThat(DomainXml.parse(HEAD + channel.formatted("org.qemu.guest_agent.0"))
                        .hasAgentChannel())
                .isTrue();
        assertThat(DomainXml.parse(HEAD + channel.formatted("com.redhat.spice.0"))
                        .hasAgentChannel())
                .isFalse();
    }

    @Test
    void shouldFindAPathWhereverItIsNamed() throws Exception {
        DomainXml domain = DomainXml.parse(
                HEAD + "<os><nvram template='/p/vars'>/n</nvram></os><q:commandline xmlns:q='urn:q'><q:arg"
                        + " value='file=/p/disk-1,format=raw'/></q:commandline><!-- /p/comment --></domain>");

        assertThat(domain.mentions("/p/vars")).isTrue();
        assertThat(domain.mentions("/n")).isTrue();
        assertThat(domain.mentions("/p/disk-1")).isTrue();
        assertThat(domain.mentions("/p/disk")).isFalse();
        assertThat(domain.mentions("/disk-1")).isFalse();
        assertThat(domain.mentions("/p/comment")).isFalse();
    }

    @Test
    void shouldReadBothDefinitionsOfASnapshot() throws Exception {
        String definition = "<os><kernel>%s</kernel></os>";
        ImageReferences snapshot = ImageReferences.ofSnapshot(
                "<domainsnapshot><name>s</name><memory snapshot='external' file='/m'/><domain>"
                        + definition.formatted("/live") + "</domain><inactiveDomain>" + definition.formatted("/next")
                        + "</inactiveDomain></domainsnapshot>");

        assertThat(snapshot.all())
                .extracting(reference -> ((ImageReference.ToPath) reference).path())
                .containsExactly("/m", "/live", "/next");
        assertThat(snapshot.mentions("/m")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            <domain><name>a</name>                                              | well-formed
            ''                                                                  | well-formed
            not xml                                                             | well-formed
            <network/>                                                          | <network>
            <domain xmlns='urn:x'/>                                             | <domain>
            <domain/>                                                           | <name>
            <domain><name>a</name></domain>                                     | <uuid>
            <domain><name>a</name><uuid>zz</uuid></domain>                      | zz
            <!DOCTYPE d><domain/>                                               | DOCTYPE
            <!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><domain>&x;</domain> | DOCTYPE
            <domain><name>&undeclared;</name></domain>                          | undeclared
            <domain><name a='1' a='2'>b</name></domain>                         | Duplicate
            """)
    void shouldNameWhatIsWrongWithADocument(String document, String problem) {
        assertThatThrownBy(() -> DomainXml.parse(document))
                .isInstanceOf(MalformedDomainXmlException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void shouldRefuseDocumentsThatAreTooDeepOrSayNonsenseToSlackwater() {
        String deep = HEAD + "<a>".repeat(100_000);
        String mark = HEAD
                + "<metadata><vm xmlns='urn:slackwater:domain:1'><update id='u'"
                + " attempt='soon'/></vm></metadata></domain>";

        assertThatThrownBy(() -> DomainXml.parse(deep)).isInstanceOf(MalformedDomainXmlException.class);
        assertThatThrownBy(() -> DomainXml.parse(mark))
                .isInstanceOf(MalformedDomainXmlException.class)
                .hasMessageContaining("soon");
    }

    @Test
    void shouldReadOrRefuseWhateverADocumentIsBrokenInto() {
        int refused = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            String broken = broken(new NastyDocument(seed).with("/k", "/d", ""), new Random(seed));
            try {
                assertThat(DomainXml.parse(broken).text()).isEqualTo(broken);
            } catch (MalformedDomainXmlException e) {
                assertThat(e).hasMessageMatching("(?s)The .+");
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 4_999);
    }

    private static String broken(String document, Random random) {
        StringBuilder broken = new StringBuilder(document);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(broken.length());
            switch (random.nextInt(3)) {
                case 0 -> broken.deleteCharAt(at);
                case 1 -> broken.insert(at, "<>&'\"/=!-?]\u0000 x".charAt(random.nextInt(14)));
                default -> broken.setLength(Math.max(at, 2));
            }
        }
        return broken.toString();
    }

    private static Slot file(String name, SlotKind kind, String path, String format) {
        return new Slot(name, kind, Optional.of(path), Optional.empty(), format, true, "disk", List.of());
    }

    private static Slot disk(String name, String path, String format, String device, List<String> chain) {
        return new Slot(name, SlotKind.DISK, Optional.of(path), Optional.empty(), format, false, device, chain);
    }
}
