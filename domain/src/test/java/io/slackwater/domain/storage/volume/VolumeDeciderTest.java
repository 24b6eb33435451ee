package io.slackwater.domain.storage.volume;

import static io.slackwater.domain.storage.volume.Sample.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreHost.Contact;
import io.slackwater.domain.storage.host.StoreHost.Marker;
import io.slackwater.domain.storage.host.StoreHost.Mode;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.domain.storage.host.StoreMarkerState;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.DeletionProof;
import io.slackwater.domain.storage.model.DeletionRecord;
import io.slackwater.domain.storage.model.Overlay;
import io.slackwater.domain.storage.model.ReferenceFinding;
import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.domain.storage.model.UpdateMove.Direction;
import io.slackwater.domain.storage.model.UpdateMove.Status;
import io.slackwater.domain.storage.model.UploadProgress;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.storage.model.VolumeOrigin;
import io.slackwater.domain.storage.volume.StorageEvent.Step;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VolumeDeciderTest {

    private static final VolumeInput CHANGED = new VolumeInput.Reconcile();
    private static final StoreHost OBSERVED_HOST = new StoreHost(
            "h1", "test:///h1", Mode.OBSERVE, Contact.SYNCED, "default", "dir", true, StoreHost.Marker.SHOWN);

    private final VolumeDecider decider = new VolumeDecider(Sample.RULES);
    private final VolumeDecider withoutGrace = new VolumeDecider(Sample.NO_GRACE);

    @Test
    void shouldAdoptWhatARuleNames() {
        VolumeInput seen = new VolumeInput.Observed(Sample.OLD, VolumeFormat.RAW, 900, "/pool/vmlinuz-49", NOW);

        VolumeDecision decision =
                decider.decide(Volume.unknown(new VolumeRef(Sample.STORE, "vmlinuz-49", "")), seen, Sample.situation());

        assertThat(steps(decision)).containsExactly(Step.ADOPTED);
        assertThat(decision.volume().content().origin()).isEqualTo(VolumeOrigin.ADOPTED);
        assertThat(decision.volume().ref().path()).isEqualTo("/pool/vmlinuz-49");
        assertThat(steps(decider.decide(decision.volume(), seen, Sample.situation())))
                .isEmpty();
    }

    @Test
    void shouldNotAdoptAGhostFromAListingBeforeTheDelete() {
        Volume gone = Sample.superseded().with(new VolumeState.Gone(NOW));
        VolumeInput ghost = new VolumeInput.Observed(Sample.OLD, VolumeFormat.RAW, 900, "", NOW.minusMillis(1));
        VolumeInput back = new VolumeInput.Observed(Sample.OLD, VolumeFormat.RAW, 900, "", NOW.plusMillis(1));

        assertThat(steps(decider.decide(gone, ghost, Sample.situation()))).isEmpty();
        assertThat(steps(decider.decide(gone, back, Sample.situation()))).contains(Step.ADOPTED);
    }

    @Test
    void shouldNotTakeWhatSomebodyMadeSinceTheDeleteForTheAdoptedVolumeThatWasDeleted() {
        Volume gone = Sample.superseded().with(new VolumeState.Gone(NOW));

        VolumeDecision decision =
                decider.decide(gone, new VolumeInput.Staged("/pool/vmlinuz-49", 900), Sample.situation());

        assertThat(decision.volume().state()).isInstanceOf(VolumeState.Gone.class);
        assertThat(decision.events()).isEmpty();
        assertThat(decision.commands()).isEmpty();
    }

    @Test
    void shouldKeepAdoptedVolumeThatNothingUsesAndNoUpdateMovesAwayFrom() {
        VolumeDecision decision = decider.decide(Sample.adopted(), CHANGED, Sample.situation());

        assertThat(decision.events()).isEmpty();
        assertThat(decision.volume().dispatch().requeueAt()).isEmpty();
    }

    @Test
    void shouldKeepLastGoodVersionWhenItsSuccessorIsWithdrawn() {
        VolumeDecisionContext withdrawn =
                new VolumeDecisionContext(Sample.hosts(), List.of(), Set.of(), Set.of("c1"), 0, NOW);

        assertThat(steps(decider.decide(Sample.superseded(), CHANGED, withdrawn)))
                .isEmpty();

        VolumeDecision undone = decider.decide(Sample.due(NOW), CHANGED, withdrawn);
        assertThat(steps(undone)).containsExactly(Step.ADOPTED);
        assertThat(undone.volume().state()).isInstanceOf(VolumeState.Present.class);
    }

    @Test
    void shouldStageWhatAChangeWantsOnce() {
        VolumeDecision first = decider.decide(Sample.wanted(), new VolumeInput.Wanted(Sample.NEW), Sample.situation());
        VolumeDecision second = decider.decide(first.volume(), new VolumeInput.Wanted(Sample.NEW), Sample.situation());

        assertThat(first.commands()).singleElement().satisfies(command -> {
            assertThat(command.type()).isEqualTo(VolumeCommand.Type.STAGE);
            assertThat(command.artifact()).contains(Sample.NEW);
            assertThat(command.volume().name()).isEqualTo("debian-12.kernel-6.1.0-50-abababababab");
        });
        assertThat(second.commands()).isEmpty();
    }

    @Test
    void shouldSayWhatForbidsThatAnUploadTakesThePlaceOfAnotherFileAndHaveEveryHostAsked() {
        StoreHost observed =
                new StoreHost("h0", "test:///h0", Mode.OBSERVE, Contact.SYNCED, "default", "dir", true, Marker.SHOWN);
        StoreHosts hosts = new StoreHosts(
                List.of(observed, Sample.host("h1")),
                List.of(),
                List.of("h0", "h1"),
                List.of(),
                StoreMarkerState.READ_BY_ALL);
        Blocker use = Sample.blocker(BlockerCode.USED_BY_VM, "vm7");
        VolumeDecisionContext context = new VolumeDecisionContext(hosts, List.of(use), Set.of(), Set.of(), 0, NOW);

        VolumeDecision decision = decider.decide(Sample.wanted(), new VolumeInput.Reconcile(), context);

        assertThat(decision.commands()).singleElement().satisfies(command -> {
            assertThat(command.hosts()).extracting(StoreHost::hostId).containsExactly("h1", "h0");
            assertThat(command.againstReplacing()).containsExactly(use);
        });
    }

    @Test
    void shouldIssueStagingAgainOnlyWhenTheCommandHasRunOut() {
        Volume commanded =
                decider.decide(Sample.wanted(), CHANGED, Sample.situation()).volume();
        Instant end = NOW.plus(Sample.TIMES.stagingBound());

        assertThat(commanded.dispatch().requeueAt()).contains(end);
        assertThat(decider.decide(commanded, CHANGED, Sample.at(Sample.situation(), end.minusMillis(1)))
                        .commands())
                .isEmpty();
        VolumeDecision again = decider.decide(commanded, CHANGED, Sample.at(Sample.situation(), end));
        assertThat(again.commands())
                .extracting(VolumeCommand::id)
                .containsExactly(Sample.STORE + "/debian-12.kernel-6.1.0-50-abababababab/STAGE/2");
        assertThat(refusal(again)).containsExactly(BlockerCode.COMMAND_LATE);
    }

    @Test
    void shouldTellStagedThenPinned() {
        Volume commanded =
                decider.decide(Sample.wanted(), CHANGED, Sample.situation()).volume();

        VolumeDecision decision =
                decider.decide(commanded, new VolumeInput.Staged("/pool/new", 1000), Sample.situation());

        assertThat(steps(decision)).containsExactly(Step.STAGED, Step.PINNED);
        assertThat(decision.events().get(1).volume().lastPublished().pins().changes())
                .containsExactly("c1");
        assertThat(steps(decider.decide(
                        decision.volume(), new VolumeInput.Staged("/pool/new", 1000), Sample.situation())))
                .isEmpty();
    }

    @Test
    void shouldUnpinWhenTheLastUpdateToItHasEnded() {
        Volume pinned =
                decider.decide(Sample.staged(), CHANGED, Sample.situation()).volume();
        UpdateMove open = Sample.move("u1", Direction.TOWARD, Status.OPEN);
        Volume ended = pinned.with(pinned.updateCounts().moved(Optional.of(open), open.to(Status.COMPLETED)));

        assertThat(steps(decider.decide(ended, CHANGED, Sample.situation()))).containsExactly(Step.UNPINNED);
    }

    @ParameterizedTest
    @EnumSource(
            value = BlockerCode.class,
            names = {"STORE_FULL", "ARTIFACT_DIGEST_MISMATCH", "ARTIFACT_UNAVAILABLE"})
    void shouldRefuseOnceAndRetryLaterWhenStagingFails(BlockerCode code) {
        Volume commanded =
                decider.decide(Sample.wanted(), CHANGED, Sample.situation()).volume();
        VolumeDecision first = decider.decide(commanded, notStaged(commanded, code), Sample.situation());

        assertThat(steps(first)).containsExactly(Step.REFUSED);
        assertThat(first.commands()).isEmpty();
        Instant retry = NOW.plus(Sample.TIMES.shortestRetry());
        assertThat(first.volume().dispatch().requeueAt()).contains(retry);

        VolumeDecision again = decider.decide(first.volume(), CHANGED, Sample.at(Sample.situation(), retry));
        assertThat(again.commands()).hasSize(1);
        VolumeDecision second =
                decider.decide(again.volume(), notStaged(again.volume(), code), Sample.at(Sample.situation(), retry));
        assertThat(steps(second)).isEmpty();
        assertThat(second.volume().dispatch().requeueAt())
                .contains(retry.plus(Sample.TIMES.shortestRetry().multipliedBy(2)));
    }

    @Test
    void shouldStageNothingOnHostThatIsOnlyObserved() {
        VolumeDecision refused = decider.decide(Sample.wanted(), CHANGED, Sample.with(OBSERVED_HOST));

        assertThat(refused.commands()).isEmpty();
        assertThat(steps(refused)).containsExactly(Step.REFUSED);
        assertThat(refused.events().get(0).blockers())
                .extracting(Blocker::code)
                .containsExactly(BlockerCode.HOST_OBSERVE_ONLY);
        assertThat(decider.decide(refused.volume(), CHANGED, Sample.situation()).commands())
                .extracting(VolumeCommand::type)
                .containsExactly(VolumeCommand.Type.STAGE);
    }

    @Test
    void shouldGiveUpStagingThatNobodyNeedsAnyMore() {
        UpdateMove open = Sample.move("u1", Direction.TOWARD, Status.OPEN);
        Volume wanted = Sample.wanted();
        Volume unwanted = wanted.with(wanted.updateCounts().moved(Optional.of(open), open.to(Status.COMPLETED)));

        VolumeDecision decision = decider.decide(unwanted, CHANGED, Sample.situation());

        assertThat(decision.commands()).isEmpty();
        assertThat(decision.volume().state()).isInstanceOf(VolumeState.Gone.class);
    }

    @Test
    void shouldNeverTakeWhatAnAbandonedUploadLeftForAVersion() {
        VolumeDecision decision = decider.decide(givenUp(), CHANGED, Sample.situation());

        Content left = decision.volume().content();
        assertThat(left.origin()).isEqualTo(VolumeOrigin.ABANDONED);
        assertThat(left.holds()).isEmpty();
        assertThat(decision.commands()).extracting(VolumeCommand::type).containsExactly(VolumeCommand.Type.RECLAIM);
        Volume deleting = decision.volume();
        VolumeInput seen =
                new VolumeInput.Observed(Sample.NEW.holds(), VolumeFormat.RAW, 500, "/pool/new", NOW.plusSeconds(9));
        assertThat(steps(decider.decide(deleting, seen, Sample.situation()))).isEmpty();
        Volume gone = decider.decide(deleting, new VolumeInput.Deleted(500, List.of(), List.of()), Sample.situation())
                .volume();
        assertThat(steps(decider.decide(gone, seen, Sample.situation()))).isEmpty();
    }

    @Test
    void shouldKeepWhatAnAbandonedUploadLeftWhileSomethingRefersToIt() {
        VolumeDecisionContext used = Sample.with(Sample.blocker(BlockerCode.USED_BY_VM, "vm1"));

        VolumeDecision decision = decider.decide(givenUp(), CHANGED, used);

        assertThat(decision.commands()).isEmpty();
        assertThat(refusal(decision)).containsExactly(BlockerCode.USED_BY_VM);
        assertThat(decider.decide(decision.volume(), CHANGED, Sample.situation())
                        .commands())
                .extracting(VolumeCommand::type)
                .containsExactly(VolumeCommand.Type.RECLAIM);
    }

    @Test
    void shouldUploadOnceMoreWhatAChangeNeedsAgain() {
        VolumeDecisionContext used = Sample.with(Sample.blocker(BlockerCode.USED_BY_VM, "vm1"));
        Volume left = decider.decide(givenUp(), CHANGED, used).volume();

        Volume needed = Sample.counted(left, Sample.move("u2", Direction.TOWARD, Status.OPEN));
        VolumeDecision decision = decider.decide(needed, new VolumeInput.Wanted(Sample.NEW), used);

        assertThat(decision.commands()).extracting(VolumeCommand::type).containsExactly(VolumeCommand.Type.STAGE);
        assertThat(decision.volume().content()).isEqualTo(Content.staged(Sample.NEW));
    }

    /** A volume whose upload was commanded, that nothing needs any more, after the time of the command. */
    private static Volume givenUp() {
        UpdateMove open = Sample.move("u1", Direction.TOWARD, Status.OPEN);
        Volume wanted = Sample.wanted();
        return wanted.with(wanted.updateCounts().moved(Optional.of(open), open.to(Status.NOT_NEEDED)))
                .with(new VolumeState.Staging(RetrySchedule.AT_ONCE, true, false, UploadProgress.NONE))
                .with(new Volume.Dispatch(1, Optional.empty()));
    }

    @Test
    void shouldTellEachTenthOfAnUploadOnceAndNotIssueItAgainWhileItGoesOn() {
        Volume begun =
                decider.decide(Sample.wanted(), CHANGED, Sample.situation()).volume();

        VolumeDecision first = decider.decide(begun, progressed(begun, 10), Sample.situation());
        assertThat(steps(first)).containsExactly(Step.STAGING);
        assertThat(first.events().get(0).volume().state().progress()).isEqualTo(new UploadProgress(10, 1000));

        Instant later = NOW.plus(Sample.TIMES.stagingBound()).minusSeconds(1);
        VolumeDecision second =
                decider.decide(first.volume(), progressed(begun, 90), Sample.at(Sample.situation(), later));
        assertThat(second.events()).isEmpty();
        assertThat(second.volume().state().progress()).isEqualTo(new UploadProgress(90, 1000));

        VolumeDecision stillGoingOn =
                decider.decide(second.volume(), CHANGED, Sample.at(Sample.situation(), later.plusSeconds(60)));
        assertThat(stillGoingOn.commands()).isEmpty();

        VolumeDecision third =
                decider.decide(second.volume(), progressed(begun, 100), Sample.at(Sample.situation(), later));
        assertThat(steps(third)).containsExactly(Step.STAGING);
    }

    @Test
    void shouldCountTheProgressOfAnUploadThatWasIssuedAgainWhileItWentOn() {
        Volume begun =
                decider.decide(Sample.wanted(), CHANGED, Sample.situation()).volume();
        VolumeDecisionContext late = Sample.at(Sample.situation(), NOW.plus(Sample.TIMES.stagingBound()));
        Volume issuedAgain = decider.decide(begun, CHANGED, late).volume();

        VolumeDecision goingOn = decider.decide(issuedAgain, progressed(begun, 10), late);

        assertThat(steps(goingOn)).containsExactly(Step.STAGING);
        assertThat(goingOn.events().get(0).blockers()).isEmpty();
        assertThat(goingOn.volume().state().progress()).isEqualTo(new UploadProgress(10, 1000));
    }

    private static VolumeInput progressed(Volume volume, long movedBytes) {
        return new VolumeInput.Progressed(
                volume.commandId(VolumeCommand.Type.STAGE), new UploadProgress(movedBytes, 1000));
    }

    @Test
    void shouldIssueExpiredStagingAgainWithoutWaitingForItsEnd() {
        Volume commanded =
                decider.decide(Sample.wanted(), CHANGED, Sample.situation()).volume();
        VolumeInput expired = new VolumeInput.Expired(commanded.commandId(VolumeCommand.Type.STAGE));

        VolumeDecision notBegun = decider.decide(commanded, expired, Sample.situation());
        Volume waiting = notBegun.volume();

        assertThat(refusal(notBegun)).containsExactly(BlockerCode.COMMAND_LATE);

        Instant next = NOW.plus(Sample.TIMES.shortestRetry());
        assertThat(waiting.dispatch().requeueAt()).contains(next);
        assertThat(decider.decide(waiting, CHANGED, Sample.at(Sample.situation(), next))
                        .commands())
                .hasSize(1);
    }

    @Test
    void shouldBecomeDueAndWaitForTheGraceTime() {
        VolumeDecision due = decider.decide(Sample.superseded(), CHANGED, Sample.situation());

        assertThat(steps(due)).containsExactly(Step.DUE);
        assertThat(due.events().get(0).blockers()).extracting(Blocker::code).containsExactly(BlockerCode.GRACE_TIME);
        assertThat(due.commands()).isEmpty();
        assertThat(due.volume().dispatch().requeueAt()).contains(NOW.plus(Sample.GRACE));
    }

    @Test
    void shouldRetireWhenTheGraceTimeIsOver() {
        VolumeDecision decision =
                decider.decide(Sample.due(NOW), CHANGED, Sample.at(Sample.situation(), NOW.plus(Sample.GRACE)));

        assertThat(steps(decision)).containsExactly(Step.RETIRING);
        assertThat(decision.commands()).singleElement().satisfies(command -> {
            assertThat(command.type()).isEqualTo(VolumeCommand.Type.RECLAIM);
            assertThat(command.hosts()).extracting(StoreHost::hostId).containsExactly("h1");
        });
    }

    @Test
    void shouldStartTheGraceTimeAnewWhenAUseAppears() {
        VolumeDecisionContext used = Sample.with(Sample.blocker(BlockerCode.USED_BY_VM, "vm9"));
        VolumeDecision held = decider.decide(Sample.due(NOW.minus(Sample.GRACE)), CHANGED, used);

        assertThat(steps(held)).containsExactly(Step.REFUSED);
        assertThat(held.commands()).isEmpty();
        VolumeDecision free = decider.decide(held.volume(), CHANGED, Sample.situation());
        assertThat(free.volume().state()).isEqualTo(new VolumeState.Due(NOW, RetrySchedule.AT_ONCE));
    }

    @Test
    void shouldKeepTheGraceTimeRunningWhileAHostIsOutOfTouch() {
        StoreHost lost = new StoreHost(
                "h1", "test:///h1", Mode.ACTIVE, Contact.UNREACHABLE, "default", "dir", true, StoreHost.Marker.SHOWN);
        Instant since = NOW.minus(Sample.GRACE);

        VolumeDecision decision = decider.decide(Sample.due(since), CHANGED, Sample.with(lost));

        assertThat(steps(decision)).containsExactly(Step.REFUSED);
        assertThat(decision.volume().state()).isEqualTo(new VolumeState.Due(since, RetrySchedule.AT_ONCE));
        assertThat(steps(decider.decide(decision.volume(), CHANGED, Sample.situation())))
                .containsExactly(Step.RETIRING);
    }

    @Test
    void shouldTellBlockersOnlyWhenTheirSetChanges() {
        Blocker vm1 = Sample.blocker(BlockerCode.USED_BY_VM, "vm1");
        Blocker later = new Blocker(BlockerCode.USED_BY_VM, "vm1", NOW.plusSeconds(9), "other words");
        VolumeDecision first = decider.decide(Sample.superseded(), CHANGED, Sample.with(vm1));
        VolumeDecision same = decider.decide(first.volume(), CHANGED, Sample.with(later));
        VolumeDecision other = decider.decide(
                same.volume(), CHANGED, Sample.with(later, Sample.blocker(BlockerCode.USED_BY_SNAPSHOT, "vm1")));

        assertThat(steps(first)).containsExactly(Step.REFUSED);
        assertThat(steps(same)).isEmpty();
        assertThat(steps(other)).containsExactly(Step.REFUSED);
        assertThat(other.events().get(0).blockers().get(0).since()).isEqualTo(NOW);
    }

    @Test
    void shouldLookInADryRunAndTellOnceThatItWouldDelete() {
        VolumeDecider dryRun = new VolumeDecider(new ReclaimRules(Duration.ZERO, 0, true, Sample.TIMES));

        VolumeDecision due = dryRun.decide(Sample.superseded(), CHANGED, Sample.situation());
        assertThat(steps(due)).containsExactly(Step.DUE);
        assertThat(due.commands()).extracting(VolumeCommand::type).containsExactly(VolumeCommand.Type.INSPECT);

        VolumeInput clear = new VolumeInput.Inspected(
                due.volume().commandId(VolumeCommand.Type.INSPECT), List.of(new HostCheckResult("h1", NOW, 0)));
        VolumeDecision told = dryRun.decide(due.volume(), clear, Sample.situation());
        assertThat(steps(told)).containsExactly(Step.REFUSED);
        assertThat(told.events().get(0).blockers()).extracting(Blocker::code).containsExactly(BlockerCode.DRY_RUN);
        assertThat(told.events().get(0).volume().state().unreferencedSince()).contains(NOW);
        assertThat(told.commands()).isEmpty();

        VolumeDecisionContext later = Sample.at(Sample.situation(), NOW.plus(Duration.ofDays(1)));
        VolumeDecision again = dryRun.decide(told.volume(), CHANGED, later);
        assertThat(again.events()).isEmpty();
        assertThat(again.commands()).isEmpty();
    }

    @Test
    void shouldLookOnceInADryRunWhateverWasTold() {
        VolumeDecider dryRun = new VolumeDecider(new ReclaimRules(Duration.ZERO, 0, true, Sample.TIMES));
        Volume checked = Sample.superseded()
                .with(new VolumeState.Due(NOW, RetrySchedule.AT_ONCE, Optional.empty(), Optional.of(NOW)))
                .with(Volume.LastPublished.NOTHING);

        assertThat(dryRun.decide(checked, CHANGED, Sample.situation()).commands())
                .isEmpty();
    }

    @Test
    void shouldLookAgainInADryRunOnceWhatKeptTheVolumeMeanwhileIsGone() {
        VolumeDecider dryRun = new VolumeDecider(new ReclaimRules(Duration.ZERO, 0, true, Sample.TIMES));
        Volume checked = Sample.superseded()
                .with(new VolumeState.Due(NOW, RetrySchedule.AT_ONCE, Optional.empty(), Optional.of(NOW)));
        StoreHost away = new StoreHost(
                "h1", "test:///h1", Mode.ACTIVE, Contact.UNREACHABLE, "default", "dir", true, StoreHost.Marker.SHOWN);

        VolumeDecision kept = dryRun.decide(checked, CHANGED, Sample.with(away));
        assertThat(kept.volume().state().unreferencedSince()).isEmpty();

        assertThat(dryRun.decide(kept.volume(), CHANGED, Sample.situation()).commands())
                .extracting(VolumeCommand::type)
                .containsExactly(VolumeCommand.Type.INSPECT);
    }

    @Test
    void shouldTellInADryRunWhatTheLookFound() {
        VolumeDecider dryRun = new VolumeDecider(new ReclaimRules(Duration.ZERO, 0, true, Sample.TIMES));
        Volume due =
                dryRun.decide(Sample.superseded(), CHANGED, Sample.situation()).volume();
        VolumeInput found = new VolumeInput.Referenced(
                due.commandId(VolumeCommand.Type.INSPECT),
                ReferenceFinding.USED,
                List.of(Sample.blocker(BlockerCode.USED_BY_SNAPSHOT, "vm1")));

        VolumeDecision decision = dryRun.decide(due, found, Sample.situation());

        assertThat(steps(decision)).containsExactly(Step.REFUSED);
        assertThat(decision.volume().state()).isInstanceOf(VolumeState.Present.class);
    }

    @Test
    void shouldNotIssueReclaimAgainWhenADryRunBegan() {
        VolumeDecider dryRun = new VolumeDecider(new ReclaimRules(Duration.ZERO, 0, true, Sample.TIMES));
        VolumeDecisionContext later = Sample.at(Sample.situation(), NOW.plus(Sample.TIMES.referenceCheckTimeout()));

        assertThat(dryRun.decide(Sample.retiring(), CHANGED, later).commands())
                .extracting(VolumeCommand::type)
                .containsExactly(VolumeCommand.Type.INSPECT);
    }

    @Test
    void shouldPinNothingThatIsRetiring() {
        Volume wantedAgain = Sample.counted(Sample.retiring(), Sample.move("u2", Direction.TOWARD, Status.OPEN));

        VolumeDecision decision = decider.decide(wantedAgain, new VolumeInput.Wanted(Sample.NEW), Sample.situation());

        assertThat(decision.events()).isEmpty();
        assertThat(decision.commands()).isEmpty();
    }

    @Test
    void shouldStageAgainWhatIsWantedOnceItIsGone() {
        Volume retiring = Sample.staged()
                .with(new VolumeState.Retiring(NOW, 0, NOW.plusSeconds(90)))
                .with(new Volume.Dispatch(3, Optional.empty()));

        VolumeDecision decision = decider.decide(retiring, deleted(), Sample.situation());

        assertThat(steps(decision)).containsExactly(Step.RECLAIMED);
        assertThat(decision.commands()).extracting(VolumeCommand::type).containsExactly(VolumeCommand.Type.STAGE);
    }

    @Test
    void shouldPinWhatIsWantedWhenTheLookKeptIt() {
        Volume retiring = Sample.counted(Sample.retiring(), Sample.move("u2", Direction.TOWARD, Status.OPEN));

        VolumeDecision decision = decider.decide(retiring, kept(retiring, BlockerCode.USED_BY_VM), Sample.situation());

        assertThat(steps(decision)).containsExactly(Step.ADOPTED, Step.REFUSED, Step.PINNED);
    }

    @Test
    void shouldReclaimWithProof() {
        VolumeInput deleted = new VolumeInput.Deleted(
                900,
                List.of(new HostCheckResult("h1", NOW, 0)),
                List.of(
                        Sample.move("u2", Direction.AWAY, Status.COMPLETED),
                        Sample.move("u1", Direction.AWAY, Status.COMPLETED)));

        VolumeDecision decision = decider.decide(Sample.retiring(), deleted, Sample.situation());

        assertThat(decision.events()).singleElement().satisfies(event -> {
            assertThat(event.step()).isEqualTo(Step.RECLAIMED);
            assertThat(event.bytesFreed()).isEqualTo(900);
            assertThat(event.proof())
                    .contains(new DeletionProof(
                            List.of("u1", "u2"),
                            List.of(new HostCheckResult("h1", NOW, 0)),
                            List.of("vm-of-u1", "vm-of-u2"),
                            NOW,
                            Sample.GRACE,
                            Optional.empty()));
        });
        assertThat(decision.volume().reclaimed())
                .contains(new DeletionRecord(
                        NOW,
                        Sample.retiring().content(),
                        900,
                        new DeletionRecord.Grounds(
                                2,
                                2,
                                List.of("vm-of-u1", "vm-of-u2"),
                                List.of(new HostCheckResult("h1", NOW, 0)),
                                NOW,
                                Sample.GRACE)));
        assertThat(steps(decider.decide(decision.volume(), deleted, Sample.situation())))
                .isEmpty();
    }

    @Test
    void shouldKeepTheGistOfAProofHoweverManyUsedTheVolume() {
        List<UpdateMove> moves = IntStream.range(0, 1_000)
                .mapToObj(update -> Sample.move("u" + update, Direction.AWAY, Status.COMPLETED))
                .toList();

        VolumeDecision decision =
                decider.decide(Sample.retiring(), new VolumeInput.Deleted(900, List.of(), moves), Sample.situation());

        assertThat(decision.volume().reclaimed()).hasValueSatisfying(deletionRecord -> {
            assertThat(deletionRecord.grounds().completedUpdates()).isEqualTo(1_000);
            assertThat(deletionRecord.grounds().users()).isEqualTo(1_000);
            assertThat(deletionRecord.grounds().lastUsers()).hasSize(20);
        });
    }

    @Test
    void shouldRememberADeleteOfWhatIsThereAgain() {
        VolumeDecision restaging = decider.decide(
                Sample.staged().with(new VolumeState.Retiring(NOW, 0, NOW.plusSeconds(90))),
                deleted(),
                Sample.situation());
        VolumeDecision there =
                decider.decide(restaging.volume(), new VolumeInput.Staged("/pool/new", 1000), Sample.situation());

        assertThat(there.volume().state()).isInstanceOf(VolumeState.Present.class);
        assertThat(there.volume().reclaimed()).isPresent();
    }

    @Test
    void shouldSayWhatADeleteFreedWhoseAnswerWasLost() {
        Volume retiring = Sample.retiring();
        VolumeInput nothingThere = new VolumeInput.Deleted(0, List.of(new HostCheckResult("h1", NOW, 0)), List.of());

        VolumeDecision decision = decider.decide(retiring, nothingThere, Sample.situation());

        assertThat(retiring.content().sizeBytes()).isPositive();
        assertThat(decision.events()).singleElement().satisfies(event -> {
            assertThat(event.step()).isEqualTo(Step.RECLAIMED);
            assertThat(event.bytesFreed()).isEqualTo(retiring.content().sizeBytes());
        });
    }

    @Test
    void shouldPutBackWhatCameIntoUseInTheInstantOfTheDelete() {
        Volume retiring =
                Volume.wanted(Sample.STORE, Sample.NEW).with(new VolumeState.Retiring(NOW, 0, NOW.plusSeconds(90)));
        VolumeInput deleted = usedSince();

        VolumeDecision decision = decider.decide(retiring, deleted, Sample.situation());

        assertThat(steps(decision)).containsExactly(Step.RECLAIMED, Step.REFUSED);
        assertThat(decision.commands()).singleElement().satisfies(command -> {
            assertThat(command.type()).isEqualTo(VolumeCommand.Type.STAGE);
            assertThat(command.volume().name()).isEqualTo(Sample.NEW.volumeName());
        });
    }

    @Test
    void shouldSayThatWhatCameIntoUseCannotBePutBackWhereNobodyHasItsContent() {
        VolumeInput deleted = usedSince();

        VolumeDecision decision = decider.decide(Sample.retiring(), deleted, Sample.situation());

        assertThat(steps(decision)).containsExactly(Step.RECLAIMED, Step.REFUSED);
        assertThat(decision.events().get(1).blockers())
                .singleElement()
                .satisfies(blocker -> assertThat(blocker.detail()).contains("cannot be put back"));
        assertThat(decision.commands()).isEmpty();
    }

    @Test
    void shouldHoldAndLookAgainLaterWhatALookFoundInUse() {
        Volume retiring = Sample.retiring();

        VolumeDecision decision =
                withoutGrace.decide(retiring, kept(retiring, BlockerCode.USED_BY_SNAPSHOT), Sample.situation());

        assertThat(steps(decision)).containsExactly(Step.ADOPTED, Step.REFUSED);
        assertThat(decision.commands()).isEmpty();
        assertThat(decision.volume().state()).isInstanceOf(VolumeState.Present.class);
        assertThat(decision.volume().dispatch().requeueAt()).contains(NOW.plus(Sample.TIMES.shortestRetry()));
    }

    @Test
    void shouldStayDueWhenAHostCouldNotBeAsked() {
        Volume retiring = Sample.retiring();

        VolumeDecision decision =
                decider.decide(retiring, kept(retiring, BlockerCode.HOST_UNREACHABLE), Sample.situation());

        assertThat(steps(decision)).containsExactly(Step.ADOPTED, Step.REFUSED);
        assertThat(decision.volume().state()).isInstanceOf(VolumeState.Due.class);
        assertThat(decision.commands()).isEmpty();
    }

    @Test
    void shouldSayThatALookOutlastedItsCommandAndLookAgainLater() {
        Volume retiring = Sample.retiring();
        VolumeInput expired = new VolumeInput.Expired(retiring.commandId(VolumeCommand.Type.RECLAIM));

        VolumeDecision decision = withoutGrace.decide(retiring, expired, Sample.situation());

        assertThat(refusal(decision)).containsExactly(BlockerCode.COMMAND_LATE);
        assertThat(decision.commands()).isEmpty();
        assertThat(decision.volume().dispatch().requeueAt()).contains(NOW.plus(Sample.TIMES.referenceCheckTimeout()));
    }

    @Test
    void shouldNotSayThatItIsThereWhenADeleteBrokeOff() {
        Volume wantedAgain = Sample.counted(Sample.retiring(), Sample.move("u2", Direction.TOWARD, Status.OPEN));
        VolumeInput brokenOff = new VolumeInput.Unclear(
                wantedAgain.commandId(VolumeCommand.Type.RECLAIM),
                List.of(Sample.blocker(BlockerCode.HOST_UNREACHABLE, "h1")));

        VolumeDecision decision = decider.decide(wantedAgain, brokenOff, Sample.situation());

        assertThat(steps(decision)).containsExactly(Step.REFUSED);
        assertThat(decision.commands()).isEmpty();
        assertThat(decision.volume().state()).isInstanceOf(VolumeState.Retiring.class);
    }

    @Test
    void shouldAskWhetherItIsThereWhenItIsNeededAfterADeleteThatNobodyAnswered() {
        Volume asked = whenNeededAfterTheCommandRanOut();

        VolumeDecision there = decider.decide(
                asked,
                new VolumeInput.Inspected(asked.commandId(VolumeCommand.Type.INSPECT), List.of()),
                afterTheCommand());
        assertThat(steps(there)).startsWith(Step.ADOPTED, Step.PINNED);

        VolumeDecision gone = decider.decide(asked, deleted(), afterTheCommand());
        assertThat(steps(gone)).containsExactly(Step.RECLAIMED);
        assertThat(gone.volume().state()).isNotInstanceOf(VolumeState.Present.class);
    }

    @Test
    void shouldAskNobodyElseWhileTheHostThatWasToDeleteCannotBeAsked() {
        Volume wantedAgain = Sample.counted(Sample.retiring(), Sample.move("u2", Direction.TOWARD, Status.OPEN));
        StoreHost away = new StoreHost(
                "h1",
                "qemu+ssh://h1/system",
                StoreHost.Mode.ACTIVE,
                StoreHost.Contact.UNREACHABLE,
                "default",
                "dir",
                true,
                StoreHost.Marker.SHOWN);
        StoreHosts hosts = new StoreHosts(
                List.of(away, Sample.host("h2")),
                List.of(),
                List.of("h1", "h2"),
                List.of(),
                StoreMarkerState.READ_BY_ALL);
        VolumeDecisionContext later = Sample.at(Sample.with(hosts), NOW.plus(Sample.TIMES.referenceCheckTimeout()));

        VolumeDecision decision = decider.decide(wantedAgain, CHANGED, later);

        assertThat(decision.commands()).isEmpty();
        assertThat(decision.volume().state()).isInstanceOf(VolumeState.Retiring.class);
    }

    private Volume whenNeededAfterTheCommandRanOut() {
        Volume wantedAgain = Sample.counted(Sample.retiring(), Sample.move("u2", Direction.TOWARD, Status.OPEN));
        VolumeDecision decision = decider.decide(wantedAgain, CHANGED, afterTheCommand());
        assertThat(decision.commands()).extracting(VolumeCommand::type).containsExactly(VolumeCommand.Type.INSPECT);
        assertThat(steps(decision)).containsExactly(Step.REFUSED);
        return decision.volume();
    }

    private static VolumeDecisionContext afterTheCommand() {
        return Sample.at(Sample.situation(), NOW.plus(Sample.TIMES.referenceCheckTimeout()));
    }

    @Test
    void shouldAskNobodyWhileNoHostCanBeAsked() {
        VolumeDecisionContext away = Sample.at(
                Sample.with(new StoreHost(
                        "h1",
                        "test:///h1",
                        StoreHost.Mode.ACTIVE,
                        StoreHost.Contact.UNREACHABLE,
                        "default",
                        "dir",
                        true,
                        StoreHost.Marker.SHOWN)),
                NOW.plus(Sample.TIMES.referenceCheckTimeout()));

        VolumeDecision decision = withoutGrace.decide(Sample.retiring(), CHANGED, away);

        assertThat(decision.commands()).isEmpty();
        assertThat(decision.volume().state()).isInstanceOf(VolumeState.Retiring.class);
        assertThat(decision.volume().lastPublished().blockers())
                .extracting(Blocker::code)
                .contains(BlockerCode.HOST_UNREACHABLE);
    }

    @Test
    void shouldIgnoreTheAnswerToAnEarlierCommand() {
        Volume retiring = Sample.retiring().with(new Volume.Dispatch(2, Optional.empty()));
        VolumeInput late = new VolumeInput.Referenced(
                Sample.STORE + "/vmlinuz-49/RECLAIM/1",
                ReferenceFinding.USED,
                List.of(Sample.blocker(BlockerCode.USED_BY_VM, "vm1")));

        assertThat(decider.decide(retiring, late, Sample.situation()).volume().state())
                .isInstanceOf(VolumeState.Retiring.class);
    }

    @Test
    void shouldIssueReclaimAgainOnlyWhenTheCommandHasRunOut() {
        Instant end = NOW.plus(Sample.TIMES.referenceCheckTimeout());

        assertThat(decider.decide(Sample.retiring(), CHANGED, Sample.at(Sample.situation(), end.minusMillis(1)))
                        .commands())
                .isEmpty();
        VolumeDecision again = withoutGrace.decide(Sample.retiring(), CHANGED, Sample.at(Sample.situation(), end));
        assertThat(again.commands())
                .extracting(VolumeCommand::id)
                .containsExactly(Sample.STORE + "/vmlinuz-49/RECLAIM/2");
        assertThat(refusal(again)).containsExactly(BlockerCode.COMMAND_LATE);
    }

    @Test
    void shouldOnlyAskForARetiringVolumeWhenAUseAppearedMeanwhile() {
        VolumeDecisionContext used = Sample.at(
                Sample.with(Sample.blocker(BlockerCode.USED_BY_VM, "vm1")),
                NOW.plus(Sample.TIMES.referenceCheckTimeout()));

        VolumeDecision decision = withoutGrace.decide(Sample.retiring(), CHANGED, used);

        assertThat(decision.commands()).extracting(VolumeCommand::type).containsExactly(VolumeCommand.Type.INSPECT);
        assertThat(steps(decision)).containsExactly(Step.REFUSED);

        Volume asked = decision.volume();
        VolumeDecision found = withoutGrace.decide(
                asked,
                new VolumeInput.Referenced(
                        asked.commandId(VolumeCommand.Type.INSPECT),
                        ReferenceFinding.USED,
                        List.of(Sample.blocker(BlockerCode.USED_BY_VM, "vm1"))),
                used);
        assertThat(steps(found)).startsWith(Step.ADOPTED);
        assertThat(found.volume().state()).isInstanceOf(VolumeState.Present.class);
    }

    @Test
    void shouldReclaimReplacedOverlayAtOnceWhenItsUpdateIsVerified() {
        VolumeDecision held = decider.decide(
                Volume.unknown(new VolumeRef(Sample.STORE, "vm1-vda.qcow2", ""))
                        .with(new Overlay("u1", "c1", "vm1", "base-49", false)),
                new VolumeInput.PutAside("/pool/vm1-vda.qcow2"),
                Sample.situation());
        assertThat(steps(held)).containsExactly(Step.REPLACED_OVERLAY, Step.REFUSED);

        Volume released = held.volume().with(new Overlay("u1", "c1", "vm1", "base-49", true));
        VolumeDecision due =
                decider.decide(released, new VolumeInput.PutAside("/pool/vm1-vda.qcow2"), Sample.situation());
        assertThat(steps(due)).containsExactly(Step.DUE, Step.RETIRING);
    }

    @Test
    void shouldGiveOverlayBackWhenItsUpdateEndedWhereItBegan() {
        VolumeDecision decision =
                decider.decide(Sample.overlay(false), new VolumeInput.TakenBack(), Sample.situation());

        assertThat(decision.volume().content().origin()).isEqualTo(VolumeOrigin.NOBODY);
        assertThat(decision.volume().isSuperseded(Set.of())).isFalse();
        assertThat(decision.events().get(0).blockers())
                .extracting(Blocker::code)
                .containsExactly(BlockerCode.NOT_OWNED);
    }

    @Test
    void shouldNeverDeleteWhatNobodyOwns() {
        Volume stranger = Sample.counted(
                Volume.unknown(new VolumeRef(Sample.STORE, "golden.qcow2", "")),
                Sample.move("u1", Direction.AWAY, Status.COMPLETED));

        VolumeDecision decision = withoutGrace.decide(stranger, CHANGED, Sample.situation());

        assertThat(steps(decision)).containsExactly(Step.REFUSED);
        assertThat(decision.commands()).isEmpty();
    }

    private static VolumeInput notStaged(Volume volume, BlockerCode code) {
        return new VolumeInput.NotStaged(
                volume.commandId(VolumeCommand.Type.STAGE),
                List.of(Sample.blocker(code, volume.ref().name())));
    }

    private static VolumeInput kept(Volume volume, BlockerCode code) {
        ReferenceFinding finding = code.isReference() ? ReferenceFinding.USED : ReferenceFinding.UNCLEAR;
        return new VolumeInput.Referenced(
                volume.commandId(VolumeCommand.Type.RECLAIM), finding, List.of(Sample.blocker(code, "vm1")));
    }

    private static VolumeInput usedSince() {
        return new VolumeInput.Deleted(
                1000,
                List.of(),
                List.of(),
                ReferenceFinding.USED,
                List.of(Sample.blocker(BlockerCode.USED_BY_VM, "vm7")),
                Optional.empty());
    }

    private static VolumeInput deleted() {
        return new VolumeInput.Deleted(900, List.of(), List.of());
    }

    /** Why it was refused, by the only event. */
    private static List<BlockerCode> refusal(VolumeDecision decision) {
        assertThat(steps(decision)).containsExactly(Step.REFUSED);
        return decision.events().get(0).blockers().stream().map(Blocker::code).toList();
    }

    private static List<Step> steps(VolumeDecision decision) {
        return decision.events().stream().map(StorageEvent::step).toList();
    }
}
