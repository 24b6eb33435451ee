package io.slackwater.reclaimer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.store.StoreMachine;
import io.slackwater.domain.storage.volume.NotUnderstoodBlocker;
import io.slackwater.domain.storage.volume.Sample;
import io.slackwater.domain.volume.VolumeRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediesTest {

    private static final VolumeRef VOLUME = new VolumeRef("h1/default", "vmlinuz-49", "/pool/vmlinuz-49");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HOST_NOT_SYNCED          | slackwater storage confirm h1/default --hosts HOST,HOST --because WHY",
                "UPDATES_OUTSTANDING      | slackwater blockers --change x1",
                "USED_BY_VM               | slackwater explain vm x1",
                "LAST_USED_BY_VANISHED_VM | slackwater storage forget x1 --store h1/default --because WHY",
                "SHARED_STORE_UNCONFIRMED | slackwater storage confirm h1/default --hosts HOST,HOST --because WHY",
                "HELD                     | slackwater storage release vmlinuz-49 --store h1/default --name x1 --because WHY",
                "STORAGE_FROZEN           | slackwater storage unfreeze --because WHY",
                "FIRST_DELETE             | slackwater storage go-on h1/default --because WHY",
                "LOG_OLDER_THAN_STORE     | slackwater storage accept-log h1/default --because WHY",
            })
    void shouldGiveTheWholeCommand(BlockerCode code, String command) {
        assertThat(Remedies.of(Sample.blocker(code, "x1"), VOLUME)).endsWith(command);
    }

    @Test
    void shouldGiveEachWayToConsent() {
        assertThat(Remedies.of(Sample.blocker(BlockerCode.CONSENT_MISSING, "vmlinuz-49"), VOLUME))
                .contains(
                        "slackwater storage consent h1/default/vmlinuz-49 --because WHY",
                        "slackwater storage consent h1/default --because WHY",
                        "delete-without-artifact");
    }

    @Test
    void shouldHaveACopiedPoolMarkedBeforeTheCopiedMarkerGoes() {
        assertThat(Remedies.of(Sample.blocker(BlockerCode.MARKER_AMBIGUOUS, "h1"), VOLUME))
                .containsSubsequence(
                        "first make its own marker in it: virsh vol-create-as POOL slackwater-store:HOST:POOL 512",
                        "Then delete the copied marker there");
    }

    @Test
    void shouldHaveStorageReclaimerUpgradedWhereItDoesNotUnderstandARow() {
        Blocker row = NotUnderstoodBlocker.row("volume h1/default other", "No such life: PAUSED", Sample.NOW);

        assertThat(Remedies.of(row, VOLUME))
                .startsWith("Upgrade storage-reclaimer to the version that wrote it")
                .contains("write its key without a value");
        assertThat(row.detail()).contains("volume h1/default other", "No such life: PAUSED");
    }

    @Test
    void shouldHaveStorageReclaimerUpgradedOrTheStoreReleasedWhereItDoesNotUnderstandADecision() {
        assertThat(Remedies.of(NotUnderstoodBlocker.decision("alex", Sample.NOW), VOLUME))
                .startsWith("Upgrade storage-reclaimer to the version that wrote it")
                .endsWith(
                        "slackwater storage release vmlinuz-49 --store h1/default --name not-understood --because WHY");
    }

    @Test
    void shouldHaveTheRuleSetForStorageReclaimerWhereVmInventoryAloneHasIt() {
        Blocker refused = new Blocker(
                BlockerCode.NOT_OWNED, "vmlinuz-49", Sample.NOW, "It is not adopted. " + StoreMachine.UNKNOWN_RULE);

        assertThat(Remedies.of(refused, VOLUME))
                .contains("slackwater.inventory.adoption.*", "storage-reclaimer")
                .endsWith("then restart vm-inventory");
        assertThat(Remedies.of(Sample.blocker(BlockerCode.NOT_OWNED, "vmlinuz-49"), VOLUME))
                .startsWith("Nothing: it is not Slackwater's");
    }

    @Test
    void shouldQuoteWhatAShellWouldTakeApart() {
        assertThat(Remedies.of(Sample.blocker(BlockerCode.HELD, "ada's audit"), VOLUME))
                .contains("--name 'ada'\\''s audit' --because");
    }
}
