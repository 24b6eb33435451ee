package io.slackwater.console.table;

import static io.slackwater.console.table.ImageFleet.IMAGE;
import static io.slackwater.console.table.ImageFleet.unresolved;
import static io.slackwater.console.table.ImageFleet.vm;
import static io.slackwater.console.table.ImageFleet.volume;
import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.StoreVolumeType;
import io.slackwater.schemas.UnresolvedReference;
import io.slackwater.schemas.VmEventType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of an image while something names files that nobody can tell. */
class UnresolvedNamesTest {

    private static final String DOUBTS = "SELECT image_doubt_list('h1/images', 'a.qcow2', 20)";

    private static EmbeddedPostgres postgres;
    private ImageFleet fleet;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void fleetWithAnUnreferencedImage() throws Exception {
        fleet = ImageFleet.withAnUnreferencedImage(postgres);
    }

    @Test
    void shouldCompareEachFileThatAnImageOfAnotherHostNames() throws Exception {
        for (String name :
                List.of("/mnt/nfs/" + IMAGE, IMAGE, "json:{\"file\": {\"filename\": \"/mnt/" + IMAGE + "\"}}")) {
            foreign(top().setBackingPath(name));
            assertDoubt("Image h2/other/top.qcow2 on h2 names a file");
            foreign(top().setHeaderBacking(name));
            assertDoubt("Image h2/other/top.qcow2 on h2 names a file");
            foreign(top().setDataFile(name));
            assertDoubt("Image h2/other/top.qcow2 on h2 names a file");
        }
        foreign(top().setBackingPath("/mnt/x").setHeaderBacking("/mnt/y").setDataFile("/" + IMAGE + "/z"));
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
        foreign(top().setBackingPath("/mnt/nfs/" + IMAGE).setUnresolved(List.of()));
        assertThat(fleet.verdict(IMAGE)).as("where that file is known").isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldCompareThePathOfTheImageToo() throws Exception {
        fleet.fold(
                new StoreVolumeFold(),
                volume("h1", IMAGE).setPath("/images/disk-1.raw").build());
        foreign(top().setBackingPath("/mnt/nfs/disk-1.raw"));

        assertDoubt("Image h2/other/top.qcow2 on h2 names a file");
    }

    @Test
    void shouldCompareWhatAPoolOfAnotherHostIsMadeOf() throws Exception {
        foreign(pool("is made of /mnt/nfs/" + IMAGE + ", a path that no pool lists"));
        assertDoubt("Pool other on h2 is made of /mnt/nfs/a.qcow2, a path that no pool lists");
        foreign(pool("is made of " + IMAGE + ", no absolute path"));
        assertDoubt("Pool other on h2 is made of a.qcow2, no absolute path");

        foreign(pool("is made of /mnt/nfs/not-" + IMAGE + ", a path that no pool lists"));
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldBeUnclearWhileAVmOfAnyHostNamesMoreFilesThanItsRecordHas() throws Exception {
        UnresolvedReference further =
                new UnresolvedReference("further places", "", "7 more files that nobody can tell");
        fleet.host("h2", ImageFleet.pool("h2/other", "other", true, true));
        fleet.vm(vm("h2", "web-2").setUnresolved(List.of(unresolved("/srv/x"), further)));

        assertDoubt("VM web-2 on h2 has in further places 7 more files that nobody can tell");
        fleet.vm(vm("h2", "web-2").setType(VmEventType.GONE));
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");

        fleet.vm(vm("h1", "web-1").setUnresolved(List.of(further)));
        assertDoubt("VM web-1 on h1 has in further places 7 more files that nobody can tell");
    }

    @Test
    void shouldSayOnceOfEachHostHowManyImagesNameSuchFiles() throws Exception {
        unresolvedImages(5);
        assertDoubt(
                "Image h1/images/u-1.qcow2 on h1 is backed by /srv/1. Image h1/images/u-2.qcow2 on h1 is backed by /srv/2."
                        + " Image h1/images/u-3.qcow2 on h1 is backed by /srv/3. There are 2 more");

        unresolvedImages(30);
        assertThat(fleet.image(IMAGE).at("/doubts/0/detail").asText()).endsWith(". There are at least 17 more");
    }

    @Test
    void shouldSayOnceOfEachHostHowManyVmsNameSuchFilesOrCannotBeRead() throws Exception {
        for (int number = 1; number <= 5; number++) {
            fleet.vm(vm("h1", "web-" + number).setUnresolved(List.of(unresolved("/srv/" + number))));
        }
        assertThat(fleet.doubts(IMAGE)).containsExactly("REFERENCE_UNCLEAR");
        assertThat(fleet.image(IMAGE).at("/doubts/0/detail").asText())
                .contains(", a path that no pool lists. VM web-")
                .endsWith("There are 2 more");

        for (int number = 1; number <= 5; number++) {
            fleet.vm(vm("h1", "web-" + number).setUnresolved(List.of()));
            fleet.vm(vm("h1", "web-" + number).setType(VmEventType.UNKNOWN));
        }
        assertThat(fleet.doubts(IMAGE)).containsExactly("VM_UNKNOWN");
        assertThat(fleet.image(IMAGE).at("/doubts/0/detail").asText())
                .contains(" cannot be read. VM web-")
                .endsWith("There are 2 more");
    }

    @Test
    void shouldReadNoMoreOfAHostWithTenTimesAsManyImagesThatNameSuchFiles() throws Exception {
        unresolvedImages(300);
        fleet.execute("VACUUM ANALYZE");
        long few = fleet.pagesRead(DOUBTS);

        unresolvedImages(3000);
        fleet.execute("VACUUM ANALYZE");
        long many = fleet.pagesRead(DOUBTS);

        assertThat(many)
                .as("pages read, and %d with a tenth of the images", few)
                .isLessThan(few + 20);
    }

    private void unresolvedImages(int count) {
        fleet.foldAll(
                new StoreVolumeFold(),
                IntStream.rangeClosed(1, count)
                        .mapToObj(number -> volume("h1", "u-" + number + ".qcow2")
                                .setUnresolved(List.of("is backed by /srv/" + number))
                                .build())
                        .toList());
        fleet.listing("h1", "images", true, count + 2);
    }

    /** Folds a record of another host, whose pool has no store of the first one. */
    private void foreign(StoreVolume.Builder record) throws Exception {
        fleet.host("h2", ImageFleet.pool("h2/other", "other", true, true));
        fleet.fold(new StoreVolumeFold(), record.build());
    }

    private static StoreVolume.Builder top() {
        return volume("h2", "top.qcow2").setPool("other").setStore("h2/other").setUnresolved(List.of("names a file"));
    }

    private static StoreVolume.Builder pool(String unresolved) {
        return StoreVolume.newBuilder()
                .setHostId("h2")
                .setPool("other")
                .setType(StoreVolumeType.LISTING)
                .setStore("h2/other")
                .setWhole(true)
                .setUnresolved(List.of(unresolved))
                .setFirstListedAt(Instant.now())
                .setObservedAt(Instant.now());
    }

    private void assertDoubt(String detail) throws Exception {
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNCLEAR");
        assertThat(fleet.doubts(IMAGE)).containsExactly("REFERENCE_UNCLEAR");
        assertThat(fleet.image(IMAGE).at("/doubts/0/detail").asText()).isEqualTo(detail);
    }
}
