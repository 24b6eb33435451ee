package io.slackwater.executor.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.portion.Severity;
import io.slackwater.domain.rollout.MemberRepository;
import io.slackwater.domain.rollout.MemberState;
import io.slackwater.domain.rollout.Rollout;
import io.slackwater.domain.rollout.RolloutCondition;
import io.slackwater.domain.rollout.RolloutFact;
import io.slackwater.domain.rollout.RolloutMember;
import io.slackwater.domain.rollout.Rollouts;
import io.slackwater.domain.rollout.VmsOnUnknownVolumes;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.executor.rest.RolloutDocument.Status;
import io.slackwater.topology.update.row.RolloutRowMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutDocumentTest {

    private static final String CHANGE = "debian-12-fedcba9876543210";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ChangeInfo WITHDRAWN =
            new ChangeInfo(true, "it does not boot", Severity.UNKNOWN, Optional.empty(), Map.of(), Optional.empty());

    private final Rollout finished = Rollout.unknown(CHANGE).fold(new RolloutFact.Finished(CHANGE, NOW));

    @Test
    void shouldSayThatTheChangeOfARolloutThatFinishedWasWithdrawn() {
        RolloutDocument document = RolloutDocument.of(finished, WITHDRAWN);

        assertThat(document.status()).isEqualTo(Status.WITHDRAWN);
        assertThat(document.withdrawn()).isEqualTo("it does not boot");
        assertThat(document.finishedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldNotTellOfThePauseForWhatAWithdrawalPutsBack() {
        Rollout automatic = pausedBy(Optional.empty());
        Rollout decided = pausedBy(Optional.of("ada"));

        assertThat(RolloutDocument.of(automatic, ChangeInfo.UNKNOWN).paused()).isNotNull();
        assertThat(RolloutDocument.of(automatic, WITHDRAWN).paused()).isNull();
        assertThat(RolloutDocument.of(decided, WITHDRAWN).paused()).isNotNull();
    }

    @Test
    void shouldCountOnceWhatEachUpdateWasVerifiedBy() {
        Rollouts rollouts = rollouts();
        RolloutMember first =
                RolloutMember.waiting("u1", CHANGE, "web", Set.of()).in("web", 1, MemberState.VERIFIED);
        RolloutMember second =
                RolloutMember.waiting("u2", CHANGE, "web", Set.of()).in("web", 1, MemberState.VERIFIED);

        rollouts.moved(first, VerifiedBy.STAYED_UP, NOW);
        rollouts.moved(first, VerifiedBy.STAYED_UP, NOW);
        rollouts.moved(second, VerifiedBy.GUEST_AGENT, NOW);

        assertThat(RolloutDocument.of(rollouts.of(CHANGE), ChangeInfo.UNKNOWN).waves())
                .singleElement()
                .satisfies(wave -> assertThat(wave.verifiedBy())
                        .isEqualTo(Map.of(VerifiedBy.STAYED_UP, 1L, VerifiedBy.GUEST_AGENT, 1L)));
    }

    @Test
    void shouldShowWhyWhatFailedIsNotRolledBackUntilItIs() {
        Rollouts rollouts = rollouts();
        RolloutMember failed = RolloutMember.waiting("u1", CHANGE, "web", Set.of())
                .in("web", 1, MemberState.FAILED)
                .heldBy(Set.of(BlockerCode.HOST_REFUSED));

        rollouts.moved(failed, NOW);
        assertThat(RolloutDocument.of(rollouts.of(CHANGE), ChangeInfo.UNKNOWN).blockers())
                .containsExactly(Map.entry(BlockerCode.HOST_REFUSED, 1L));

        rollouts.moved(failed.withState(MemberState.ROLLED_BACK), NOW);
        assertThat(RolloutDocument.of(rollouts.of(CHANGE), ChangeInfo.UNKNOWN).blockers())
                .isEmpty();
    }

    @Test
    void shouldShowARolloutAsOpenAgainWhileVmsRunFromUnknownVolumes() {
        VolumeRef volume = new VolumeRef("h1/images", "debian-12.kernel-1-0123456789ab", "/images/kernel");
        VmsOnUnknownVolumes unknown = new VmsOnUnknownVolumes(
                3, List.of(new VmsOnUnknownVolumes.Use("vm-1", volume), new VmsOnUnknownVolumes.Use("vm-2", volume)));
        Rollout opened = RolloutRowMapper.restore(
                RolloutRowMapper.store(finished.fold(new RolloutFact.FanOutFinished(CHANGE, 0, 1, 0, unknown, NOW))));

        RolloutDocument document = RolloutDocument.of(opened, ChangeInfo.UNKNOWN);

        assertThat(document.status()).isEqualTo(Status.RUNNING);
        assertThat(document.finishedAt()).isNull();
        assertThat(document.unknownVolumes()).isNotNull().satisfies(shown -> {
            assertThat(shown.code()).isEqualTo("VOLUME_NOT_IN_LOG");
            assertThat(shown.vms()).isEqualTo(3);
            assertThat(shown.volumes())
                    .containsExactly(new UnknownVolumesResponse.VolumeResponse(
                            volume.store(), volume.name(), List.of("vm-1", "vm-2")));
        });
        Rollout known = opened.fold(new RolloutFact.FanOutFinished(CHANGE, 0, 1, 0, NOW));
        assertThat(RolloutDocument.of(known, ChangeInfo.UNKNOWN).status()).isEqualTo(Status.FINISHED);
        assertThat(RolloutDocument.of(known, ChangeInfo.UNKNOWN).unknownVolumes())
                .isNull();
    }

    private static Rollouts rollouts() {
        Map<String, RolloutMember> kept = new HashMap<>();
        MemberRepository members = new MemberRepository() {
            @Override
            public Optional<RolloutMember> find(String updateId) {
                return Optional.ofNullable(kept.get(updateId));
            }

            @Override
            public void keep(RolloutMember member) {
                kept.put(member.updateId(), member);
            }
        };
        return new Rollouts(List.of(), members, Optional.empty());
    }

    private Rollout pausedBy(Optional<String> actor) {
        return finished.fold(
                new RolloutFact.Paused(CHANGE, new RolloutCondition(actor, "1 of 1 failed", NOW), Optional.empty()));
    }

    @Test
    void shouldSayThatTheChangeOfARolloutThatWasAbortedWasWithdrawn() {
        RolloutCondition condition = new RolloutCondition(Optional.of("ada"), "it smells", NOW);
        Rollout aborted = finished.fold(new RolloutFact.Aborted(CHANGE, condition));

        assertThat(RolloutDocument.of(aborted, WITHDRAWN).status()).isEqualTo(Status.WITHDRAWN);
        assertThat(RolloutDocument.of(aborted, ChangeInfo.UNKNOWN).status()).isEqualTo(Status.ABORTED);
    }

    @Test
    void shouldSayThatANewerChangeTookThePlaceOfAllUpdates() {
        RolloutMember neverInAWave =
                RolloutMember.waiting("waited", CHANGE, "", Set.of()).in("", 0, MemberState.of(Phase.SUPERSEDED));
        Rollout superseded = finished.moved(Optional.empty(), neverInAWave, NOW)
                .moved(Optional.empty(), member("gone", MemberState.of(Phase.NOT_NEEDED)), NOW);

        RolloutDocument document = RolloutDocument.of(superseded, ChangeInfo.UNKNOWN);

        assertThat(document.status()).isEqualTo(Status.SUPERSEDED);
        assertThat(document.superseded()).isEqualTo(1);
        assertThat(document.waiting()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"VERIFIED", "ROLLED_BACK"})
    void shouldTakeARolloutWithAVerdictForFinishedThoughANewerChangeTookThePlaceOfTheRest(Phase verdict) {
        Rollout rollout = finished.moved(Optional.empty(), member("a", MemberState.of(Phase.SUPERSEDED)), NOW)
                .moved(Optional.empty(), member("b", MemberState.of(verdict)), NOW);

        RolloutDocument document = RolloutDocument.of(rollout, ChangeInfo.UNKNOWN);
        assertThat(document.status()).isEqualTo(Status.FINISHED);
        assertThat(document.waves()).singleElement().satisfies(wave -> assertThat(wave.ended())
                .as("the superseded one")
                .isEqualTo(1));
    }

    @Test
    void shouldNotTakeARolloutWhoseUpdatesNobodyNeedsForSuperseded() {
        Rollout rollout = finished.moved(Optional.empty(), member("a", MemberState.of(Phase.NOT_NEEDED)), NOW);

        assertThat(RolloutDocument.of(rollout, ChangeInfo.UNKNOWN).status()).isEqualTo(Status.FINISHED);
    }

    @Test
    void shouldHaveNoEndWhileARolloutIsOpenAgainAndANewOneAfterThat() {
        Instant later = NOW.plusSeconds(3600);
        RolloutMember again = RolloutMember.waiting("b", CHANGE, "", Set.of());
        Rollout ended = finished.moved(Optional.empty(), member("a", MemberState.SUPERSEDED), NOW.minusSeconds(1));
        Rollout reopened = ended.moved(Optional.empty(), again, NOW.plusSeconds(1));
        Rollout endedAgain = reopened.moved(Optional.of(again), again.in("", 1, MemberState.VERIFIED), later);

        assertThat(RolloutDocument.of(ended, ChangeInfo.UNKNOWN).finishedAt()).isEqualTo(NOW);
        assertThat(RolloutDocument.of(reopened, ChangeInfo.UNKNOWN))
                .returns(Status.RUNNING, RolloutDocument::status)
                .returns(null, RolloutDocument::finishedAt);
        assertThat(RolloutDocument.of(endedAgain, ChangeInfo.UNKNOWN))
                .returns(Status.FINISHED, RolloutDocument::status)
                .returns(later, RolloutDocument::finishedAt);
    }

    @Test
    void shouldSayWhatTheChangeBringsAndSinceWhenItIsOffered() {
        ChangeInfo known = new ChangeInfo(
                false,
                "",
                Severity.UNKNOWN,
                Optional.empty(),
                Map.of("debian-12/kernel", "6.1.0-42", "debian-12/initrd", "6.1.0-42"),
                Optional.of(NOW));

        RolloutDocument document = RolloutDocument.of(finished, known);

        assertThat(document.versions())
                .containsExactly(Map.entry("debian-12/initrd", "6.1.0-42"), Map.entry("debian-12/kernel", "6.1.0-42"));
        assertThat(document.availableSince()).isEqualTo(NOW);
    }

    @Test
    void shouldNotTakeAnyRolloutThatEndedForOneOfAWithdrawnChange() {
        RolloutDocument document = RolloutDocument.of(finished, ChangeInfo.UNKNOWN);

        assertThat(document.status()).isEqualTo(Status.FINISHED);
        assertThat(document.withdrawn()).isNull();
    }

    private static RolloutMember member(String updateId, MemberState state) {
        return RolloutMember.waiting(updateId, CHANGE, "", Set.of()).in("", 1, state);
    }
}
