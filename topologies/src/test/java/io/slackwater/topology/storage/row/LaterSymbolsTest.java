package io.slackwater.topology.storage.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreHost.Contact;
import io.slackwater.domain.storage.host.StoreHost.Mode;
import io.slackwater.domain.storage.references.VmUse;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.reclaimer.rows.HostContactRow;
import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.reclaimer.rows.HostUseRow;
import io.slackwater.reclaimer.rows.StorePoolRow;
import io.slackwater.reclaimer.rows.StoreReferenceRow;
import io.slackwater.reclaimer.rows.VmUseRow;
import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.ContentRow;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.VolumeOriginRow;
import io.slackwater.schemas.VolumeRow;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.OtherVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of a version that has a symbol more in an enum: they are read, and mean the cautious thing, or are refused. */
class LaterSymbolsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void shouldTakeAHostForOneThatIsOnlyObservedOrNotSynced() {
        HostRow row = HostRow.newBuilder()
                .setUri("simulated://")
                .setMode(HostMode.ACTIVE)
                .setContact(HostContactRow.SYNCED)
                .setEverSynced(true)
                .setStores(Map.of())
                .build();

        assertThat(host(row).contact()).isEqualTo(Contact.SYNCED);
        assertThat(host(later(row, "HostContactRow", "SYNCED")).contact()).isEqualTo(Contact.NOT_SYNCED);
        assertThat(host(row).mode()).isEqualTo(Mode.ACTIVE);
        assertThat(host(later(row, "HostMode", "ACTIVE")).mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void shouldKeepAReferenceForAReasonThatIsNotKnown() {
        Blocker used = new Blocker(io.slackwater.schemas.BlockerCode.USED_BY_VM, "vm1", NOW, "it boots it");
        VmUseRow row = new VmUseRow(
                Map.of(
                        "host-1",
                        new HostUseRow(true, false, List.of(new StoreReferenceRow("s", "kernel-1", used, null)))),
                List.of());

        VmUse use = ReferenceRowMapper.use("vm1", later(row, "BlockerCode", "USED_BY_VM"));

        assertThat(use.hosts().get("host-1").references()).singleElement().satisfies(reference -> {
            assertThat(reference.held().volume()).isEqualTo("kernel-1");
            assertThat(reference.held().blocker().code()).isEqualTo(BlockerCode.UNKNOWN);
        });
    }

    @Test
    void shouldReadAVolumeOfAKindAndFormatThatAreNotKnown() {
        assertThat(VolumeRowMapper.volume(later(volume(), "PortionKind", "KERNEL"))
                        .content()
                        .holds())
                .contains(new PortionVersion("debian-12/kernel", "1", PortionKind.UNKNOWN));
        assertThat(VolumeRowMapper.volume(later(volume(), "VolumeFormat", "RAW"))
                        .content()
                        .format())
                .isEqualTo(VolumeFormat.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"LifeStateRow, HELD", "VolumeOriginRow, STAGED"})
    void shouldRefuseAVolumeOfWhichItDoesNotKnowWhetherItMayBeDeleted(String choice, String symbol) {
        VolumeRow row = later(volume(), choice, symbol);

        assertThatThrownBy(() -> VolumeRowMapper.volume(row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this version does not know");
    }

    private static VolumeRow volume() {
        VolumeRow unknown = VolumeRowMapper.row(Volume.unknown(new VolumeRef("s", "kernel-1", "/pool/kernel-1")));
        VolumeRow row = VolumeRow.newBuilder(unknown)
                .setContent(ContentRow.newBuilder(unknown.getContent())
                        .setOwner(VolumeOriginRow.STAGED)
                        .setPortion("debian-12/kernel")
                        .setVersion("1")
                        .setKind(io.slackwater.schemas.PortionKind.KERNEL)
                        .setFormat(io.slackwater.schemas.VolumeFormat.RAW)
                        .build())
                .build();
        assertThat(VolumeRowMapper.row(VolumeRowMapper.volume(row))).isEqualTo(row);
        return row;
    }

    private static StoreHost host(HostRow row) {
        StorePoolRow pool = StorePoolRow.newBuilder()
                .setPool("default")
                .setPoolType("dir")
                .setActive(true)
                .build();
        return PoolRowMapper.host("host-1", row, pool);
    }

    @SuppressWarnings("unchecked") // the class of a record of type R
    private static <R extends SpecificRecord> R later(R row, String choice, String symbol) {
        Class<R> type = (Class<R>) row.getClass();
        OtherVersion version = OtherVersion.withSymbolInsteadOf(type, choice, symbol);
        SchemaStore.Cache writers = new SchemaStore.Cache();
        writers.addSchema(version.schema());
        return new AvroCodec<>(type, writers).decode(version.write(new AvroCodec<>(type).encode(row)));
    }
}
