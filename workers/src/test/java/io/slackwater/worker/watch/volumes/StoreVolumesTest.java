package io.slackwater.worker.watch.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.ListedReference;
import io.slackwater.schemas.ListedReferenceKind;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.StoreVolumeType;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class StoreVolumesTest {

    @Test
    void shouldCopyEveryField() {
        StoreVolume told = StoreVolume.newBuilder()
                .setHostId("h1")
                .setPool("images")
                .setType(StoreVolumeType.VOLUME)
                .setStore("h1/images")
                .setVolume("a.qcow2")
                .setPath("/images/a.qcow2")
                .setFormat("qcow2")
                .setCapacityBytes(2)
                .setAllocationBytes(1)
                .setBackingPath("/images/b.qcow2")
                .setBackingFormat("raw")
                .setReferences(List.of(new ListedReference(
                        ListedReferenceKind.BACKING, true, new VolumeRef("h1/images", "b.qcow2", "/images/b.qcow2"))))
                .setUnresolved(List.of("is odd"))
                .setUnclear("has an odd path")
                .setBookkeeping(true)
                .setStamp("7")
                .setDataFile("data.raw")
                .setHeaderBacking("b.qcow2")
                .setHeaderProblem("names another file")
                .setActive(false)
                .setWhole(true)
                .setVolumes(3)
                .setFirstListedAt(Instant.parse("2026-01-05T12:00:00Z"))
                .setObservedAt(Instant.parse("2026-01-06T12:00:00Z"))
                .build();
        for (Schema.Field field : StoreVolume.getClassSchema().getFields()) {
            if (field.hasDefaultValue()) {
                assertThat(told.get(field.pos()))
                        .as("the test gives %s another value than its default", field.name())
                        .isNotEqualTo(StoreVolume.newBuilder()
                                .setHostId("")
                                .setPool("")
                                .setType(StoreVolumeType.VOLUME)
                                .setStore("")
                                .setFirstListedAt(Instant.EPOCH)
                                .setObservedAt(Instant.EPOCH)
                                .build()
                                .get(field.pos()));
            }
        }

        assertThat(StoreVolumes.copy(told).build()).isEqualTo(told);
    }
}
