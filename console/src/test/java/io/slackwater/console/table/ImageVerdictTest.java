package io.slackwater.console.table;

import static io.slackwater.console.table.ImageFleet.BEGIN;
import static io.slackwater.console.table.ImageFleet.IMAGE;
import static io.slackwater.console.table.ImageFleet.OVERLAY;
import static io.slackwater.console.table.ImageFleet.STORE;
import static io.slackwater.console.table.ImageFleet.backed;
import static io.slackwater.console.table.ImageFleet.held;
import static io.slackwater.console.table.ImageFleet.pool;
import static io.slackwater.console.table.ImageFleet.unresolved;
import static io.slackwater.console.table.ImageFleet.use;
import static io.slackwater.console.table.ImageFleet.vm;
import static io.slackwater.console.table.ImageFleet.volume;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.ListedReference;
import io.slackwater.schemas.ListedReferenceKind;
import io.slackwater.schemas.ReferenceHolder;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.StoreVolumeType;
import io.slackwater.schemas.VmEventType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of an image: that it is UNREFERENCED only where nothing refers to it, and nothing is known that may. */
class ImageVerdictTest {

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
    void shouldBeInUseByASlotOfAVm() throws Exception {
        fleet.vm(vm("h1", "web-1").setUses(List.of(use("vda", false, true, IMAGE))));

        assertUser("SLOT", "web-1", "vda", "");
    }

    @Test
    void shouldBeInUseByTheRunningMachineOfAVmWhoseDefinitionChangedSince() throws Exception {
        fleet.vm(vm("h1", "web-1").setUses(List.of(use("vda", true, false, IMAGE), use("vda", false, true, OVERLAY))));

        assertUser("SLOT", "web-1", "vda", "");
        assertThat(fleet.image(IMAGE).at("/users/0/live").asBoolean()).isTrue();
        assertThat(fleet.image(IMAGE).at("/users/0/configured").asBoolean()).isFalse();
    }

    @Test
    void shouldBeInUseThroughTheBackingChainOfAVmsDisk() throws Exception {
        fleet.vm(vm("h1", "web-1").setUses(List.of(use("vda", true, true, OVERLAY, IMAGE))));

        assertUser("SLOT", "web-1", "vda", STORE + "/" + OVERLAY);
    }

    @Test
    void shouldBeInUseByASnapshotASavedStateAndACheckpoint() throws Exception {
        for (ReferenceHolder holder :
                List.of(ReferenceHolder.SNAPSHOT, ReferenceHolder.MANAGED_SAVE, ReferenceHolder.CHECKPOINT)) {
            fleet.vm(vm("h1", "web-1").setReferences(List.of(held(holder, "before", IMAGE))));

            assertUser(holder.name(), "web-1", "before", "");
        }
    }

    @Test
    void shouldBeInUseByAnotherImageThatNothingUses() throws Exception {
        fleet.fold(new StoreVolumeFold(), backed("h1", OVERLAY, IMAGE, true));

        assertThat(fleet.verdict(OVERLAY)).isEqualTo("UNREFERENCED");
        assertUser("BACKING_FILE", "", "images", STORE + "/" + OVERLAY);
    }

    @Test
    void shouldBeInUseByTheImageThatKeepsItsDataInIt() throws Exception {
        fleet.fold(
                new StoreVolumeFold(),
                volume("h1", OVERLAY)
                        .setReferences(
                                List.of(new ListedReference(ListedReferenceKind.DATA, true, ImageFleet.ref(IMAGE))))
                        .build());

        assertUser("DATA_FILE", "", "images", STORE + "/" + OVERLAY);
    }

    @Test
    void shouldBeInUseByAnotherPoolThatIsMadeOfItAndNotByItsOwn() throws Exception {
        fleet.fold(
                new StoreVolumeFold(),
                listing("images", STORE, 2, certain(ListedReferenceKind.SOURCE)).build());
        assertThat(fleet.verdict(IMAGE))
                .as("an image of the pool that is made of it")
                .isEqualTo("UNREFERENCED");

        fleet.fold(
                new StoreVolumeFold(),
                listing("inner", "h1/inner", 0, certain(ListedReferenceKind.SOURCE))
                        .build());
        assertUser("POOL", "", "inner", "");

        fleet.fold(
                new StoreVolumeFold(),
                listing(
                                "inner",
                                "h1/inner",
                                0,
                                new ListedReference(ListedReferenceKind.SOURCE, false, ImageFleet.ref(IMAGE)))
                        .build());
        assertDoubt("REFERENCE_UNCLEAR");

        fleet.delete("h1/inner");
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldBeInUseOnTheOtherHostOfASharedStore() throws Exception {
        fleet.host("h2", pool(STORE, "shared", true, true));
        fleet.vm(vm("h2", "web-2").setUses(List.of(use("vda", true, true, IMAGE))));

        assertUser("SLOT", "web-2", "vda", "");
    }

    @Test
    void shouldBeInUseWhileAPersonHoldsIt() throws Exception {
        fleet.fold(
                new StorageDecisionFold(),
                decision(StorageDecisionType.HELD)
                        .setVolume(IMAGE)
                        .setHold("keep")
                        .setReason("mine")
                        .build());

        assertUser("HOLD", "", "keep", "");
    }

    @Test
    void shouldBeInUseWhileAnOpenUpdateMayGoBackToIt() throws Exception {
        fleet.execute("INSERT INTO updates (update_id, change_id, vm_id, host_id, phase, state, attempt, blockers,"
                + " replacements, verified_by, required_at, changed_at) VALUES ('u', 'c', 'v', 'h1', 'APPLIED',"
                + " 'AWAITING_START', 1, '[]', '[{\"slot\": \"vda\", \"from\": {\"store\": \"h1/images\", \"volume\":"
                + " \"a.qcow2\", \"path\": \"/x\"}}]', 'UNKNOWN', now(), now())");

        assertThat(fleet.image(IMAGE).at("/users/0/kind").asText()).isEqualTo("UPDATE");
        fleet.execute("UPDATE updates SET state = 'ENDED'");
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldBeUnclearWhileAHostCannotBeReachedOrWasNotListedSince() throws Exception {
        fleet.host("h1", HostEventType.UNREACHABLE);
        assertDoubt("HOST_UNREACHABLE");

        fleet.host("h1", HostEventType.REACHABLE);
        fleet.execute("UPDATE hosts SET reachable_since = synced_at + interval '1 second'");
        assertDoubt("HOST_NOT_SYNCED");
    }

    @Test
    void shouldBeUnclearWhileAHostWasListedMoreThanTwoHoursAgo() throws Exception {
        fleet.execute("UPDATE hosts SET synced_at = '2026-01-05T12:00:00Z', reachable_since = '2026-01-05T11:00:00Z'");

        assertDoubt("HOST_NOT_SYNCED");
        assertThat(fleet.image(IMAGE).at("/doubts/0/detail").asText())
                .isEqualTo("It was listed last at 2026-01-05T12:00:00Z, more than 2 hours ago");
        fleet.execute("UPDATE hosts SET synced_at = now() - interval '119 minutes'");
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldBeUnclearWhereAPoolOfItsHostWasListedMoreThanTwoHoursAgo() throws Exception {
        fleet.execute("UPDATE pool_listings SET observed_at = '2026-01-05T12:00:00Z'");

        assertDoubt("LISTING_INCOMPLETE");
        assertThat(fleet.image(IMAGE).at("/doubts/0/detail").asText())
                .isEqualTo("It was listed last at 2026-01-05T12:00:00Z, more than 2 hours ago");
        fleet.execute("UPDATE pool_listings SET observed_at = now() - interval '119 minutes'");
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldTakeTheAgeOfSyncsAndListingsFromOneFunction() throws Exception {
        fleet.execute("UPDATE hosts SET synced_at = now() - interval '3 hours', reachable_since = synced_at");
        fleet.execute("UPDATE hosts SET reachable_since = synced_at");
        fleet.execute("UPDATE pool_listings SET observed_at = now() - interval '3 hours'");
        assertThat(fleet.doubts(IMAGE)).containsExactly("HOST_NOT_SYNCED", "LISTING_INCOMPLETE");

        fleet.execute("CREATE OR REPLACE FUNCTION reading_lifetime() RETURNS interval LANGUAGE sql IMMUTABLE AS"
                + " $$ SELECT interval '4 hours' $$");
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldBeUnclearInAPoolOfBlockDevices() throws Exception {
        fleet.execute("UPDATE host_stores SET pool_type = 'logical'");

        assertDoubt("UNSUPPORTED_POOL");
    }

    @Test
    void shouldBeUnclearWhereAVmOrAnImageOfAnyHostNamesAnUnknownFileOfItsName() throws Exception {
        fleet.host("h2", pool("h2/other", "other", true, true));
        fleet.vm(vm("h2", "web-2").setUnresolved(List.of(unresolved("/mnt/nfs/" + OVERLAY))));
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");

        fleet.vm(vm("h2", "web-2").setUnresolved(List.of(unresolved("/mnt/nfs/" + IMAGE))));
        assertDoubt("REFERENCE_UNCLEAR");

        fleet.vm(vm("h2", "web-2").setUnresolved(List.of()));
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
        fleet.fold(
                new StoreVolumeFold(),
                volume("h2", "top.qcow2")
                        .setPool("other")
                        .setStore("h2/other")
                        .setBackingPath("/mnt/nfs/" + IMAGE)
                        .setUnresolved(List.of("is backed by /mnt/nfs/" + IMAGE + ", a path that no pool lists"))
                        .build());
        assertDoubt("REFERENCE_UNCLEAR");
    }

    @Test
    void shouldBeUnclearWhileAnyHostWasNeverSynced() throws Exception {
        fleet.host("h2", HostEventType.DECLARED);

        assertDoubt("HOST_NOT_SYNCED");
    }

    @Test
    void shouldBeUnclearOnceItsHostIsDeclaredWithAnotherAddress() throws Exception {
        fleet.execute("UPDATE hosts SET uri = 'test://elsewhere'");
        fleet.host("h1", HostEventType.DECLARED);

        assertDoubt("HOST_UNREACHABLE");
    }

    @Test
    void shouldBeUnclearWhereAHostHasGuestsThatAreNotWatched() throws Exception {
        fleet.execute("UPDATE hosts SET further_uris = '[\"lxc:///system\"]'");

        assertDoubt("GUESTS_NOT_WATCHED");
    }

    @Test
    void shouldBeUnclearWhereAListingIsNotWhole() throws Exception {
        fleet.listing("h1", "images", false, 2);
        assertDoubt("LISTING_INCOMPLETE");

        fleet.listing("h1", "images", true, 3);
        assertDoubt("LISTING_INCOMPLETE");

        fleet.delete("h1/images");
        assertDoubt("LISTING_INCOMPLETE");
    }

    @Test
    void shouldCountWhatALaterBatchAddsAndTakesAway() throws Exception {
        fleet.delete("h1/images/" + OVERLAY);
        assertDoubt("LISTING_INCOMPLETE");

        fleet.listing("h1", "images", true, 1);
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldBeUnclearWhileAnotherPoolOfTheHostIsInactiveOrNotListed() throws Exception {
        fleet.synced("h1", 1, pool(STORE, "images", true, true), pool("h1/other", "other", false, false));
        assertThat(fleet.doubts(IMAGE)).contains("POOL_INACTIVE");

        fleet.synced("h1", 1, pool(STORE, "images", true, true), pool("h1/other", "other", true, false));
        assertDoubt("LISTING_INCOMPLETE");
    }

    @Test
    void shouldBeUnclearWhileAVmCannotBeRead() throws Exception {
        fleet.vm(vm("h1", "web-1").setType(VmEventType.UNKNOWN));
        assertDoubt("VM_UNKNOWN");

        fleet.vm(vm("h1", "web-1").setUses(List.of(use("vda", false, true, OVERLAY))));
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldStayInUseByAVmThatCannotBeReadNow() throws Exception {
        fleet.vm(vm("h1", "web-1").setUses(List.of(use("vda", false, true, IMAGE))));
        fleet.vm(vm("h1", "web-1").setType(VmEventType.UNKNOWN));

        assertUser("SLOT", "web-1", "vda", "");
    }

    @Test
    void shouldBeUnclearWhereAVmNamesAPathThatNobodyCanTell() throws Exception {
        fleet.vm(vm("h1", "web-1").setUnresolved(List.of(unresolved("/srv/link.qcow2"))));

        assertDoubt("REFERENCE_UNCLEAR");
    }

    @Test
    void shouldBeUnclearAndNotInUseWhereAPathMayLeadToIt() throws Exception {
        fleet.vm(vm("h1", "web-1")
                .setReferences(List.of(held(ReferenceHolder.DEFINITION, "vda", IMAGE)))
                .setUnresolved(List.of(unresolved("/images/" + IMAGE))));

        assertDoubt("REFERENCE_UNCLEAR");
        assertThat(fleet.image(IMAGE).path("users")).isEmpty();
    }

    @Test
    void shouldBeUnclearWhereAnotherImageMayNameIt() throws Exception {
        fleet.fold(new StoreVolumeFold(), backed("h1", OVERLAY, IMAGE, false));
        assertDoubt("REFERENCE_UNCLEAR");

        fleet.fold(
                new StoreVolumeFold(),
                volume("h1", OVERLAY)
                        .setUnresolved(List.of("is backed by /srv/x, a path that no pool lists"))
                        .build());
        assertDoubt("REFERENCE_UNCLEAR");
        assertThat(fleet.verdict(OVERLAY)).as("the image that names it").isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldBeUnclearWhereItsFormatIsNotKnown() throws Exception {
        fleet.fold(new StoreVolumeFold(), volume("h1", IMAGE).setFormat("vdi").build());

        assertDoubt("FORMAT_UNKNOWN");
    }

    @Test
    void shouldBeUnclearInAStoreWithoutMarkerUnlessThereIsOneHostAlone() throws Exception {
        fleet.synced("h1", 1, pool(STORE, "images", true, false));
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");

        fleet.host("h2");
        assertDoubt("STORE_UNMARKED");

        fleet.host("h2", HostEventType.RETIRED);
        assertDoubt("STORE_UNMARKED");
    }

    @Test
    void shouldBeUnclearUntilEveryOtherHostWasListedSinceTheStoreWasMarked() throws Exception {
        fleet.host("h2");
        fleet.synced("h2", 0);
        assertDoubt("HOST_NOT_SYNCED");

        fleet.synced("h2", 1);
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldBeUnclearInASharedStoreUntilItsHostsAreConfirmedAndListIt() throws Exception {
        fleet.host("h2", pool(STORE, "shared", true, true));
        assertThat(fleet.doubts(IMAGE)).contains("SHARED_STORE_UNCONFIRMED", "LISTING_INCOMPLETE");

        fleet.lists(
                "h2",
                "shared",
                volume("h2", IMAGE).setPool("shared").build(),
                volume("h2", OVERLAY).setPool("shared").build());
        assertDoubt("SHARED_STORE_UNCONFIRMED");

        fleet.fold(
                new StorageDecisionFold(),
                decision(StorageDecisionType.HOSTS_CONFIRMED)
                        .setHosts(List.of("h2", "h1"))
                        .build());
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
        assertThat(fleet.image(IMAGE).path("hosts")).hasSize(2);

        fleet.synced("h2", 1);
        assertThat(fleet.doubts(IMAGE)).as("a host that had it").contains("SHARED_STORE_UNCONFIRMED");
    }

    @Test
    void shouldBeUnclearAfterAVmThatUsedItIsGoneUntilThatIsReleased() throws Exception {
        fleet.vm(vm("h1", "web-1").setPersistent(false).setUses(List.of(use("vda", false, true, IMAGE))));
        fleet.vm(vm("h1", "web-1").setType(VmEventType.GONE));
        assertDoubt("LAST_USED_BY_VANISHED_VM");

        fleet.fold(
                new StorageDecisionFold(),
                decision(StorageDecisionType.USE_RELEASED)
                        .setVmId(vm("h1", "web-1").getVmId())
                        .setVanishedAt(BEGIN)
                        .build());
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldDoubtADefinedVmThatIsGoneOnlyWhereItsHostWasRetired() throws Exception {
        fleet.vm(vm("h1", "web-1").setUses(List.of(use("vda", false, true, IMAGE))));
        fleet.vm(vm("h1", "web-1").setType(VmEventType.GONE));
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");

        fleet.vm(vm("h1", "web-1").setUses(List.of(use("vda", false, true, IMAGE))));
        fleet.vm(vm("h1", "web-1").setType(VmEventType.HOST_RETIRED));
        assertDoubt("LAST_USED_BY_VANISHED_VM");
    }

    @Test
    void shouldCompareConfirmedHostsInWhateverOrderTheyAreKept() throws Exception {
        fleet.host("H2", pool(STORE, "shared", true, true));
        fleet.lists(
                "H2",
                "shared",
                volume("H2", IMAGE).setPool("shared").build(),
                volume("H2", OVERLAY).setPool("shared").build());
        fleet.fold(
                new StorageDecisionFold(),
                decision(StorageDecisionType.HOSTS_CONFIRMED)
                        .setHosts(List.of("h1", "H2"))
                        .build());

        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldBeUnclearWhileARecordOfHostsDecisionsOrUpdatesCannotBeRead() throws Exception {
        for (String topic : List.of("hosts", "storage", "storage-decisions", "updates")) {
            fleet.execute(
                    "INSERT INTO unread_records (topic, partition, record_offset, record_key, cause, published_at) VALUES"
                            + " ('slackwater." + topic + "', 0, 1, 'key', 'garbage', '2026-01-05T12:00:01Z')");
            assertDoubt("RECORD_UNREADABLE");
            fleet.execute("DELETE FROM unread_records");
        }
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldBeUnclearWhileTheConsoleIsBehindTheLog() throws Exception {
        fleet.foldedUpTo(Instant.now().minus(Duration.ofMinutes(2)));
        assertDoubt("CONSOLE_BEHIND");

        fleet.execute("DELETE FROM folded_topics WHERE topic = 'slackwater.vm-inventory'");
        assertDoubt("CONSOLE_BEHIND");
    }

    @Test
    void shouldBeUnclearWhileTheLastRecordOfAVmCannotBeRead() throws Exception {
        String vm = vm("h1", "web-1").getVmId();
        fleet.execute(
                "INSERT INTO unread_records (topic, partition, record_offset, record_key, cause, published_at) VALUES"
                        + " ('slackwater.vm-inventory', 0, 1, '" + vm + "', 'garbage', '2026-01-05T12:00:01Z')");
        assertDoubt("RECORD_UNREADABLE");

        fleet.vm(vm("h1", "web-1").setOccurredAt(BEGIN.plusSeconds(2)));
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNREFERENCED");
    }

    @Test
    void shouldTakeAMarkerForAnImageInUse() throws Exception {
        fleet.fold(
                new StoreVolumeFold(), volume("h1", IMAGE).setBookkeeping(true).build());

        assertUser("SLACKWATER", "", "BOOKKEEPING", "");
    }

    private static ListedReference certain(ListedReferenceKind kind) {
        return new ListedReference(kind, true, ImageFleet.ref(IMAGE));
    }

    private static StoreVolume.Builder listing(String pool, String store, int volumes, ListedReference source) {
        return StoreVolume.newBuilder()
                .setHostId("h1")
                .setPool(pool)
                .setType(StoreVolumeType.LISTING)
                .setStore(store)
                .setWhole(true)
                .setVolumes(volumes)
                .setReferences(List.of(source))
                .setFirstListedAt(BEGIN)
                .setObservedAt(Instant.now());
    }

    private void assertUser(String kind, String vm, String place, String image) throws Exception {
        JsonNode found = fleet.image(IMAGE);
        assertThat(found.path("verdict").asText()).isEqualTo("IN_USE");
        assertThat(found.path("userCount").asInt()).isOne();
        JsonNode user = found.at("/users/0");
        assertThat(user.path("kind").asText()).isEqualTo(kind);
        assertThat(user.path("vmName").asText("")).isEqualTo(vm);
        assertThat(user.path("place").asText()).isEqualTo(place);
        assertThat(user.path("image").asText("")).isEqualTo(image);
    }

    private void assertDoubt(String code) throws Exception {
        assertThat(fleet.doubts(IMAGE)).isNotEmpty().containsOnly(code);
        assertThat(fleet.verdict(IMAGE)).isEqualTo("UNCLEAR");
    }

    private static StorageDecision.Builder decision(StorageDecisionType type) {
        return StorageDecision.newBuilder()
                .setStore(STORE)
                .setType(type)
                .setActor("ann")
                .setReason("because")
                .setOccurredAt(BEGIN);
    }
}
