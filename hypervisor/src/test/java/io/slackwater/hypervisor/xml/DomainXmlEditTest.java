package io.slackwater.hypervisor.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DomainXmlEditTest {

    private static final String HEAD = "<domain><name>a</name><uuid>" + NastyDocument.UUID + "</uuid>";
    private static final String MARK =
            "<slackwater:vm xmlns:slackwater=\"urn:slackwater:domain:1\"><slackwater:update id=\"u1\" attempt=\"2\"/></slackwater:vm>";

    @Test
    void shouldChangeNothingButTheReferenceWhateverElseTheDocumentHolds() throws Exception {
        for (long seed = 0; seed < 2_000; seed++) {
            NastyDocument document = new NastyDocument(seed);
            String original = document.with("/pool/old&amp;k", "/pool/old", "");

            DomainXml domain = DomainXml.parse(original);

            assertThat(domain.text()).as("seed %d", seed).isEqualTo(original);
            assertThat(domain.slots())
                    .as("seed %d", seed)
                    .extracting(Slot::slot)
                    .containsExactly("kernel", "hdc", "vda");
            assertThat(domain.slot("kernel").orElseThrow().path()).contains("/pool/old&k");
            assertThat(domain.withPath("kernel", "/pool/new&k").text())
                    .as("seed %d", seed)
                    .isEqualTo(document.with("/pool/new&amp;k", "/pool/old", ""));
            assertThat(domain.withPath("vda", "/pool/it's").text())
                    .as("seed %d", seed)
                    .isEqualTo(document.with("/pool/old&amp;k", "/pool/it&apos;s", ""));
            assertThat(domain.withUpdate("u1", 2).text())
                    .as("seed %d", seed)
                    .isEqualTo(document.with("/pool/old&amp;k", "/pool/old", MARK));
        }
    }

    @Test
    void shouldComeBackToTheOriginalWhenTheOldPathIsPutBack() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            String original = new NastyDocument(seed).with("/k", "/d", MARK);
            DomainXml there = DomainXml.parse(original).withPath("vda", "/else").withPath("kernel", "/where");
            assertThat(there.withPath("kernel", "/k").withPath("vda", "/d").text())
                    .isEqualTo(original);
        }
    }

    @Test
    void shouldKeepCommentsInsideTheReference() throws Exception {
        DomainXml domain =
                DomainXml.parse(HEAD + "<os><kernel>/a<!-- c --><![CDATA[/b&]]>&#47;d</kernel></os></domain>");

        assertThat(domain.slot("kernel").orElseThrow().path()).contains("/a/b&/d");
        assertThat(domain.withPath("kernel", "/new").text())
                .isEqualTo(HEAD + "<os><kernel>/new<!-- c --></kernel></os></domain>");
    }

    @Test
    void shouldStripTheStaleBackingStoreOfTheEditedDiskOnly() throws Exception {
        String other = "<disk><source file='/b'/><backingStore/><target dev='vdb'/></disk>";
        DomainXml domain = DomainXml.parse(HEAD + "<devices><disk>\n<source file='/a'/>\n<backingStore type='file'>"
                + "<source file='/base'/><backingStore/></backingStore>\n<target dev='vda'/></disk>" + other
                + "</devices></domain>");

        assertThat(domain.withPath("vda", "/new").text())
                .isEqualTo(HEAD + "<devices><disk>\n<source file='/new'/>\n<target dev='vda'/></disk>" + other
                        + "</devices></domain>");
    }

    @Test
    void shouldKeepAVolumeReferenceAVolumeReference() throws Exception {
        String disk =
                "<devices><disk type='volume'><source pool='%s' mode='host' volume='%s'/><target dev='vda'/></disk></devices></domain>";
        DomainXml domain = DomainXml.parse(HEAD + disk.formatted("p", "v1"));

        assertThat(domain.withVolume("vda", new PoolVolume("p2", "v2")).text())
                .isEqualTo(HEAD + disk.formatted("p2", "v2"));
        assertThat(domain.withPath("vda", "/f").text())
                .isEqualTo(
                        HEAD
                                + "<devices><disk type='file'><source file='/f'/><target dev='vda'/></disk></devices></domain>");
    }

    @Test
    void shouldSayAnotherFormat() throws Exception {
        String disk =
                "<devices><disk><driver name='qemu'%s/><source file='/a'/><target dev='vda'/></disk></devices></domain>";

        assertThat(DomainXml.parse(HEAD + disk.formatted(" type='raw'"))
                        .withFormat("vda", "qcow2")
                        .text())
                .isEqualTo(HEAD + disk.formatted(" type='qcow2'"));
        assertThat(DomainXml.parse(HEAD + disk.formatted(""))
                        .withFormat("vda", "qcow2")
                        .slot("vda")
                        .orElseThrow()
                        .format())
                .isEqualTo("qcow2");
    }

    @Test
    void shouldAddMetadataWhereThereIsNone() throws Exception {
        DomainXml domain =
                DomainXml.parse("<domain>\n  <name>a</name>\n  <uuid>" + NastyDocument.UUID + "</uuid>\n</domain>");

        assertThat(domain.withUpdate("u1", 2).text())
                .isEqualTo("<domain>\n  <name>a</name>\n  <uuid>" + NastyDocument.UUID + "</uuid>\n  <metadata>" + MARK
                        + "</metadata>\n</domain>");
        assertThat(DomainXml.parse(HEAD + "<metadata/></domain>")
                        .withUpdate("u1", 2)
                        .text())
                .isEqualTo(HEAD + "<metadata>" + MARK + "</metadata></domain>");
    }

    @Test
    void shouldReplaceAnEarlierMarkAndKeepLabels() throws Exception {
        String vm =
                "<metadata><vm xmlns='urn:slackwater:domain:1'><label name='role'>web</label>%s</vm></metadata></domain>";
        String marked = HEAD + vm.formatted("<update id=\"u&amp;2\" attempt=\"3\"/>");

        assertThat(DomainXml.parse(HEAD + vm.formatted("")).withUpdate("u&2", 3).text())
                .isEqualTo(marked);
        assertThat(DomainXml.parse(HEAD + vm.formatted("<update attempt='1' id='u1'/>"))
                        .withUpdate("u&2", 3)
                        .text())
                .isEqualTo(marked);
        assertThat(DomainXml.parse(marked).metadata().update()).contains(new SlackwaterMetadata.UpdateMark("u&2", 3));
        assertThat(DomainXml.parse(marked).metadata().labels()).containsEntry("role", "web");
        String empty = HEAD + "<metadata><s:vm xmlns:s='urn:slackwater:domain:1' /></metadata></domain>";
        assertThat(DomainXml.parse(empty).withUpdate("u1", 1).text())
                .isEqualTo(HEAD
                        + "<metadata><s:vm xmlns:s='urn:slackwater:domain:1' ><s:update id=\"u1\" attempt=\"1\"/></s:vm>"
                        + "</metadata></domain>");
    }

    @Test
    void shouldRefuseAnEditOfWhatIsNotThere() throws Exception {
        DomainXml domain =
                DomainXml.parse(HEAD + "<devices><disk device='cdrom'><target dev='hda'/></disk></devices></domain>");

        assertThatThrownBy(() -> domain.withPath("vdz", "/x")).hasMessageContaining("vdz");
        assertThatThrownBy(() -> domain.withPath("hda", "/x")).hasMessageContaining("hda");
        assertThatThrownBy(() -> domain.withUpdate("u\u0000", 1)).hasMessageContaining("U+0");
    }
}
