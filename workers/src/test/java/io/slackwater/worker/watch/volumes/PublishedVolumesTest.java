package io.slackwater.worker.watch.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.StoreVolumeType;
import io.slackwater.worker.watch.volumes.PublishedVolumes.PendingRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PublishedVolumesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final PublishedVolumes published = new PublishedVolumes("h1");

    @Test
    void shouldSayOfEveryPoolThatDiffersThatItIsNotWholeBeforeAnyVolumeIsTold() {
        told(pool("first", "overlay"), pool("second"), pool("third", "kept"));

        List<PendingRecord> changes =
                published.changes(listed(pool("first"), pool("second", "overlay"), pool("third", "kept")));

        assertThat(changes)
                .extracting(PendingRecord::key, PublishedVolumesTest::isWhole)
                .containsExactly(
                        tuple("h1/first", "not whole"),
                        tuple("h1/second", "not whole"),
                        tuple("h1/first/overlay", "deleted"),
                        tuple("h1/first", "whole"),
                        tuple("h1/second/overlay", "volume"),
                        tuple("h1/second", "whole"),
                        tuple("h1/third", "whole"));
    }

    @Test
    void shouldTakeTheHeaderOfARecordThatDoesNotTellOfItForUnknown() {
        StoreVolume.Builder old = StoreVolume.newBuilder(volume("pool", "image"));
        old.clearHeaderProblem();
        published.restore(old.build());

        assertThat(published.header("pool", "image").orElseThrow().header().problem())
                .isPresent();
    }

    private void told(ListedPool... pools) {
        published.changes(listed(pools)).forEach(record -> record.value().ifPresent(published::restore));
    }

    private static String isWhole(PendingRecord record) {
        return record.value()
                .map(told ->
                        told.getType() == StoreVolumeType.VOLUME ? "volume" : told.getWhole() ? "whole" : "not whole")
                .orElse("deleted");
    }

    private static Map<String, ListedPool> listed(ListedPool... pools) {
        Map<String, ListedPool> listed = new TreeMap<>();
        for (ListedPool pool : pools) {
            listed.put(pool.listing().getPool(), pool);
        }
        return listed;
    }

    private static ListedPool pool(String name, String... volumes) {
        Map<String, StoreVolume> records = new TreeMap<>();
        for (String volume : volumes) {
            records.put(volume, volume(name, volume));
        }
        return new ListedPool(
                record(name, StoreVolumeType.LISTING)
                        .setActive(true)
                        .setWhole(true)
                        .setVolumes(volumes.length)
                        .build(),
                records);
    }

    private static StoreVolume volume(String pool, String name) {
        return record(pool, StoreVolumeType.VOLUME).setVolume(name).build();
    }

    private static StoreVolume.Builder record(String pool, StoreVolumeType type) {
        return StoreVolume.newBuilder()
                .setHostId("h1")
                .setPool(pool)
                .setType(type)
                .setStore("h1/" + pool)
                .setHeaderProblem(null)
                .setFirstListedAt(NOW)
                .setObservedAt(NOW);
    }
}
