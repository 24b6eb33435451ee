package io.slackwater.hypervisor.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every child and attribute of a disk and its source, as libvirt's {@code domaincommon.rng} and its page on disks name them. */
class SlotPartsTest {

    private static final String HEAD = "<domain><name>n</name><uuid>11111111-2222-3333-4444-555555555555</uuid>";
    private static final String TARGET = "<target dev='vda'/>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<acpi index='1'/>",
                "<address type='pci' slot='0x04'/>",
                "<alias name='ua-os'/>",
                "<backenddomain name='d'/>",
                "<blockio logical_block_size='512'/>",
                "<boot order='1'/>",
                "<driver name='qemu' type='qcow2' cache='none'><metadata_cache><max_size>1</max_size></metadata_cache></driver>",
                "<geometry cyls='1' heads='1' secs='1'/>",
                "<iotune><total_iops_sec>1</total_iops_sec></iotune>",
                "<product>p</product>",
                "<readonly/>",
                "<serial>s</serial>",
                "<shareable/>",
                "<throttlefilters><throttlefilter group='g'/></throttlefilters>",
                "<transient/>",
                "<vendor>v</vendor>",
                "<wwn>5000c50015ea71ad</wwn>"
            })
    void shouldKeepWhatBelongsToTheSlot(String part) throws Exception {
        assertThat(edited("<source file='/old'/>" + part)).isEqualTo(disk("<source file='/new'/>" + part));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<seclabel model='dac' relabel='no'/>", "<!-- mine -->"})
    void shouldKeepWhatASourceSaysOfItsSlot(String part) throws Exception {
        assertThat(edited("<source file='/old' startupPolicy='optional'>" + part + "</source>"))
                .isEqualTo(disk("<source file='/new' startupPolicy='optional'>" + part + "</source>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<source file='/old' index='3'/> | <source file='/new'/>",
                "<source file='/old'><privateData><nodenames/></privateData></source> | <source file='/new'></source>",
                "<source file='/old'/><privateData/> | <source file='/new'/>",
                "<source file='/old'/><backingStore type='file' index='2'><source file='/base'/></backingStore> | <source file='/new'/>",
                "<source file='/old'/><backingStore/> | <source file='/new'/>"
            })
    void shouldDropWhatLibvirtSaysAnewOfEachImage(String before, String after) throws Exception {
        assertThat(edited(before)).isEqualTo(disk(after));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<slices><slice type='storage' offset='512' size='512'/></slices> | <slices> in <source>",
                "<dataStore type='file'><format type='raw'/><source file='/d'/></dataStore> | <dataStore> in <source>",
                "<encryption format='luks'/> | <encryption> in <source>",
                "<reservations managed='yes'/> | <reservations> in <source>",
                "<auth username='u'/> | <auth> in <source>",
                "<cookies/> | <cookies> in <source>",
                "<readahead size='1'/> | <readahead> in <source>",
                "<timeout seconds='1'/> | <timeout> in <source>",
                "<ssl verify='no'/> | <ssl> in <source>",
                "<host name='h'/> | <host> in <source>",
                "<snapshot name='s'/> | <snapshot> in <source>",
                "<config file='/c'/> | <config> in <source>",
                "<initiator/> | <initiator> in <source>",
                "<identity user='u' group='g'/> | <identity> in <source>",
                "<address type='pci'/> | <address> in <source>",
                "<reconnect enabled='yes'/> | <reconnect> in <source>",
                "<whatComesNext/> | <whatComesNext> in <source>"
            })
    void shouldRefuseASourceWithWhatBelongsToItsImageOrIsNotKnown(String part, String obstacle) throws Exception {
        refuses("<source file='/old'>" + part + "</source>", obstacle);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fdgroup", "name", "protocol", "query", "tls", "tlsHostname", "path", "namespace", "later"})
    void shouldRefuseASourceWithAttributesThatSayWhatIsRead(String attribute) throws Exception {
        refuses("<source file='/old' " + attribute + "='x'/>", attribute + "= in <source>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<encryption format='luks'/> | <encryption>",
                "<auth username='u'/> | <auth>",
                "<mirror type='file' job='copy'><source file='/m'/></mirror> | <mirror>",
                "<whatComesNext/> | <whatComesNext>"
            })
    void shouldRefuseADiskWithWhatBelongsToItsImageOrIsNotKnown(String part, String obstacle) throws Exception {
        refuses("<source file='/old'/>" + part, obstacle);
    }

    @Test
    void shouldDecideAlikeForADiskThatRefersByPoolAndVolume() throws Exception {
        DomainXml sliced = DomainXml.parse(
                volume("<source pool='p' volume='v' index='1'><slices/><seclabel relabel='no'/></source>"));
        DomainXml plain =
                DomainXml.parse(volume("<source pool='p' volume='v' index='1'><seclabel relabel='no'/></source>"));

        assertThatThrownBy(() -> sliced.withVolume("vda", new PoolVolume("p", "w")))
                .hasMessageContaining("<slices> in <source>");
        assertThatThrownBy(() -> sliced.withPath("vda", "/new")).hasMessageContaining("<slices> in <source>");
        assertThat(plain.withVolume("vda", new PoolVolume("p", "w")).text())
                .isEqualTo(volume("<source pool='p' volume='w'><seclabel relabel='no'/></source>"));
    }

    @Test
    void shouldSayNothingAgainstAKernelOrASlotThatIsNotThere() throws Exception {
        DomainXml domain = DomainXml.parse(HEAD + "<os><kernel>/k</kernel></os></domain>");

        assertThat(domain.obstacles("kernel")).isEmpty();
        assertThat(domain.obstacles("vda")).isEmpty();
    }

    private static void refuses(String parts, String obstacle) throws Exception {
        DomainXml domain = DomainXml.parse(disk(parts));

        assertThat(domain.obstacles("vda")).isEqualTo(List.of(obstacle));
        assertThatThrownBy(() -> domain.withPath("vda", "/new"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(obstacle);
    }

    private static String edited(String parts) throws Exception {
        return DomainXml.parse(disk(parts)).withPath("vda", "/new").text();
    }

    private static String disk(String parts) {
        return HEAD + "<devices><disk type='file' device='disk'>" + parts + TARGET + "</disk></devices></domain>";
    }

    private static String volume(String source) {
        return HEAD + "<devices><disk type='volume'>" + source + TARGET + "</disk></devices></domain>";
    }
}
