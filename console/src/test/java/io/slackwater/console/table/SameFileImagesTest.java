package io.slackwater.console.table;

import static io.slackwater.console.table.ImageFleet.BEGIN;
import static io.slackwater.console.table.ImageFleet.IMAGE;
import static io.slackwater.console.table.ImageFleet.OVERLAY;
import static io.slackwater.console.table.ImageFleet.STORE;
import static io.slackwater.console.table.ImageFleet.pool;
import static io.slackwater.console.table.ImageFleet.use;
import static io.slackwater.console.table.ImageFleet.vm;
import static io.slackwater.console.table.ImageFleet.volume;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.schemas.ListedReference;
import io.slackwater.schemas.ListedReferenceKind;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.VolumeRef;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of an image that has other names: whatever refers to the file by any of them refers to the image. */
class SameFileImagesTest {

    private static final String OTHER_STORE = "h1/links";
    private static final String OTHER = "b.qcow2";
    private static final VolumeRef OTHER_NAME = new VolumeRef(OTHER_STORE, OTHER, "/links/" + OTHER);

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
    void shouldBeInUseByWhatRefersToTheFileByItsOtherNameWhicheverOfThemTellsOfTheOther() throws Exception {
        for (boolean isToldByTheImage : List.of(true, false)) {
            fleet = ImageFleet.withAnUnreferencedImage(postgres);
            otherName(isToldByTheImage);
            assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");

            hold(OTHER_STORE, OTHER);
            assertUser("HOLD", "keep");
            fleet.execute("DELETE FROM holds");

            fleet.vm(vm("h1", "web-1").setUses(List.of(use("vda", true, true, OVERLAY, OTHER))));
            fleet.execute("UPDATE vm_volumes SET store = 'h1/links' WHERE volume = 'b.qcow2'");
            assertUser("SLOT", "vda");
            fleet.vm(vm("h1", "web-1"));

            managed("STAGED", "[]");
            assertUser("SLACKWATER", "STAGED");
            fleet.execute("DELETE FROM volumes");

            managed("HELD", "[\"a-change\"]");
            assertUser("PIN", "a-change");
            fleet.execute("DELETE FROM volumes");

            update();
            assertUser("UPDATE", "u");
            fleet.execute("DELETE FROM updates");
            assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
        }
    }

    @Test
    void shouldFollowNamesOfNames() throws Exception {
        otherName(true);
        links("c.qcow2", alias(OTHER_NAME));
        fleet.listing("h1", "links", true, 2);
        hold(OTHER_STORE, "c.qcow2");

        assertUser("HOLD", "keep");
        assertThat(fleet.image(IMAGE).at("/users/0/image").asText()).isEqualTo(OTHER_STORE + "/c.qcow2");
    }

    @Test
    void shouldTakeTwoPoolsOverOneDirectoryForOne() throws Exception {
        fleet.marked(OTHER_STORE);
        fleet.synced("h1", 2, pool(STORE, "images", true, true), pool(OTHER_STORE, "links", true, true));
        fleet.fold(
                new StoreVolumeFold(),
                volume("h1", IMAGE).setPool("links").setStore(OTHER_STORE).build());
        listLinks(1);
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");

        hold(OTHER_STORE, IMAGE);

        assertUser("HOLD", "keep");
    }

    @Test
    void shouldBeUnclearWhileItIsUnclearUnderItsOtherName() throws Exception {
        otherName(true);
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
        fleet.host("h2", pool(OTHER_STORE, "links", true, true));
        fleet.synced("h2", 2, pool(OTHER_STORE, "links", true, true));

        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNCLEAR");
        assertThat(fleet.image(IMAGE).path("doubts").findValuesAsText("detail"))
                .contains("It is the same file as image h1/links/b.qcow2, which is UNCLEAR");
    }

    @Test
    void shouldNotUseItselfByItsOtherName() throws Exception {
        otherName(true);
        fleet.fold(
                new StoreVolumeFold(),
                volume("h1", IMAGE)
                        .setReferences(List.of(
                                alias(OTHER_NAME), new ListedReference(ListedReferenceKind.BACKING, true, OTHER_NAME)))
                        .build());

        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldBeInUseByAnOverlayOfItsOtherName() throws Exception {
        otherName(false);
        fleet.fold(
                new StoreVolumeFold(),
                volume("h1", OVERLAY)
                        .setReferences(List.of(new ListedReference(ListedReferenceKind.BACKING, true, OTHER_NAME)))
                        .build());

        assertUser("BACKING_FILE", "images");
    }

    /** Lists a second name of the image in another pool, told of by one of the two. */
    private void otherName(boolean isToldByTheImage) {
        fleet.marked(OTHER_STORE);
        fleet.synced("h1", 2, pool(STORE, "images", true, true), pool(OTHER_STORE, "links", true, true));
        if (isToldByTheImage) {
            fleet.fold(
                    new StoreVolumeFold(),
                    volume("h1", IMAGE)
                            .setReferences(List.of(alias(OTHER_NAME)))
                            .build());
            links(OTHER);
        } else {
            links(OTHER, alias(ImageFleet.ref(IMAGE)));
        }
        listLinks(1);
    }

    private void links(String name, ListedReference... references) {
        fleet.fold(
                new StoreVolumeFold(),
                volume("h1", name)
                        .setPool("links")
                        .setStore(OTHER_STORE)
                        .setPath("/links/" + name)
                        .setReferences(List.of(references))
                        .build());
    }

    private void listLinks(int volumes) {
        fleet.listing("h1", "links", true, volumes);
        fleet.execute("UPDATE pool_listings SET store = 'h1/links' WHERE pool = 'links'");
    }

    private static ListedReference alias(VolumeRef other) {
        return new ListedReference(ListedReferenceKind.ALIAS, true, other);
    }

    private void hold(String store, String name) {
        fleet.fold(
                new StorageDecisionFold(),
                StorageDecision.newBuilder()
                        .setStore(store)
                        .setType(StorageDecisionType.HELD)
                        .setVolume(name)
                        .setHold("keep")
                        .setActor("ann")
                        .setReason("mine")
                        .setOccurredAt(BEGIN)
                        .build());
    }

    private void managed(String state, String pins) {
        fleet.execute(
                "INSERT INTO volumes (store, volume, path, owner, state, kind, size_bytes, format, pins, blockers,"
                        + " bytes_freed, changed_at) VALUES ('h1/links', 'b.qcow2', '/links/b.qcow2', 'ADOPTED', '"
                        + state
                        + "', 'BASE_IMAGE', 1, 'qcow2', '" + pins + "', '[]', 0, now())");
    }

    private void update() {
        fleet.execute("INSERT INTO updates (update_id, change_id, vm_id, host_id, phase, state, attempt, blockers,"
                + " replacements, verified_by, required_at, changed_at) VALUES ('u', 'c', 'v', 'h1', 'APPLIED',"
                + " 'AWAITING_START', 1, '[]', '[{\"slot\": \"vda\", \"to\": {\"store\": \"h1/links\", \"volume\":"
                + " \"b.qcow2\", \"path\": \"/x\"}}]', 'UNKNOWN', now(), now())");
    }

    private void assertUser(String kind, String place) throws Exception {
        JsonNode found = fleet.image(IMAGE);
        assertThat(found.path("verdict").asText()).isEqualTo("IN_USE");
        assertThat(found.path("userCount").asInt()).isOne();
        assertThat(found.at("/users/0/kind").asText()).isEqualTo(kind);
        assertThat(found.at("/users/0/place").asText()).isEqualTo(place);
    }
}
