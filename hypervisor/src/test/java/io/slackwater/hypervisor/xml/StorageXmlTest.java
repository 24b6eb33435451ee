package io.slackwater.hypervisor.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.hypervisor.BackingDetails;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorageXmlTest {

    @Test
    void shouldReadPools() throws Exception {
        String xml =
                "<pool type='dir'><name>a&amp;b</name><capacity unit='bytes'>100</capacity><allocation unit='bytes'>40"
                        + "</allocation><available unit='bytes'>60</available><target><path>/p</path></target></pool>";

        assertThat(StorageXml.pool(xml, true, List.of()))
                .isEqualTo(new StoragePool("a&b", "dir", true, "/p", 100, 60, List.of()));
        assertThat(StorageXml.pool("<pool type='rbd'><name>x</name></pool>", false, List.of()))
                .isEqualTo(new StoragePool("x", "rbd", false, "", 0, 0, List.of()));
    }

    @Test
    void shouldReadVolumesWithTheirBackingImage() throws Exception {
        String xml = "<volume type='file'><name>o</name><capacity unit='bytes'>9</capacity><allocation"
                + " unit='bytes'>5</allocation><target><path>/p/o</path><format"
                + " type='qcow2'/></target>%s</volume>";

        assertThat(StorageXml.volume(xml.formatted("<backingStore><path>/p/b</path></backingStore>")))
                .isEqualTo(new Volume("o", "/p/o", "qcow2", 9, 5, Optional.of("/p/b")));
        assertThat(StorageXml.volume(xml.formatted("<backingStore/>")).backingPath())
                .isEmpty();
    }

    @Test
    void shouldWriteNamesThatXmlWouldMisread() throws Exception {
        Volume backing = new Volume("b", "/p/<b>", "raw", 4, 4, Optional.empty());

        assertThat(StorageXml.volume(StorageXml.uploaded(new NewVolume("a&b", "qcow2", 7))))
                .isEqualTo(new Volume("a&b", "", "raw", 7, 7, Optional.empty()));
        assertThat(StorageXml.volume(StorageXml.overlay("o'", backing, 9, VolumeTraits.DEFAULT)))
                .isEqualTo(new Volume(
                        "o'",
                        "",
                        "qcow2",
                        9,
                        0,
                        Optional.of("/p/<b>"),
                        "",
                        0,
                        VolumeTraits.DEFAULT,
                        new BackingDetails("raw", "")));
    }

    @Test
    void shouldWriteTheTraitsOfAnOverlayAsItReadsThem() throws Exception {
        Volume backing = new Volume("b", "/p/b", "raw", 4, 4, Optional.empty());
        VolumeTraits traits =
                new VolumeTraits(Optional.of(new VolumeTraits.Permissions(64055, 107, 0640)), 131072, false);

        assertThat(StorageXml.volume(StorageXml.overlay("o", backing, 9, traits))
                        .traits())
                .isEqualTo(traits);
    }

    @Test
    void shouldSayThatAVolumeIsEncrypted() throws Exception {
        String xml = "<volume><name>v</name><target><encryption format='luks'/></target></volume>";

        assertThat(StorageXml.volume(xml).traits().encrypted()).isTrue();
    }

    @Test
    void shouldNameWhatIsWrongWithADocument() {
        assertThatThrownBy(() -> StorageXml.volume("<volume/>")).hasMessageContaining("<name>");
        assertThatThrownBy(() -> StorageXml.volume("<volume><name>v</name><capacity unit='KiB'>1</capacity></volume>"))
                .hasMessageContaining("KiB");
        assertThatThrownBy(() -> StorageXml.volume("<volume><name>v</name><capacity>much</capacity></volume>"))
                .hasMessageContaining("much");
        assertThatThrownBy(() -> StorageXml.pool("<volume/>", true, List.of())).hasMessageContaining("<pool>");
    }

    @Test
    void shouldReadWhatAPoolIsMadeOf() throws Exception {
        String xml = "<pool type='fs'><name>x</name><source><device path='/golden/image'/></source></pool>";

        assertThat(StorageXml.pool(xml, true, List.of()).sources()).containsExactly("/golden/image");
    }

    @Test
    void shouldReadWhatTheHostFoundBehindABackingName() throws Exception {
        String xml = "<volume><name>o</name><target><path>/p/o</path></target><backingStore><path>/p/../q/b"
                + " </path><format"
                + " type='qcow2'/><timestamps><mtime>1.5</mtime><ctime>2.5</ctime></timestamps></backingStore></volume>";

        assertThat(StorageXml.volume(xml).backing()).isEqualTo(new BackingDetails("qcow2", "1.5 2.5"));
        assertThat(StorageXml.volume(xml).backingPath()).contains("/p/../q/b ");
    }

    @Test
    void shouldReadSizesThatNeedAllBitsWithoutASign() throws Exception {
        String xml = "<volume><name>o</name><capacity unit='bytes'>9223372036854775808</capacity></volume>";

        assertThat(StorageXml.volume(xml).capacityBytes()).isEqualTo(Long.MAX_VALUE);
    }
}
