package io.slackwater.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.domain.budget.Allocator.Intake;
import io.slackwater.domain.update.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocatorTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Fleet fleet = new Fleet(new BudgetLimits(3, 4, 2));
    private final LeaseLedger leaseLedger = fleet.leaseLedger;
    private final Allocator allocator = fleet.allocator;

    @Test
    void shouldOfferNoMoreThanTheFleetMayHaveInFlight() {
        assertThat(fleet.offer(request("a", "host-1"))).isInstanceOf(AllocationResult.Offered.class);
        assertThat(fleet.offer(request("b", "host-2"))).isInstanceOf(AllocationResult.Offered.class);
        assertThat(fleet.offer(request("c", "host-3"))).isInstanceOf(AllocationResult.Offered.class);

        assertThat(fleet.offer(request("d", "host-4"))).isInstanceOf(AllocationResult.Refused.class);
    }

    @Test
    void shouldOfferNoMoreThanAHostMayHaveInFlight() {
        fleet.offer(request("a", "host-1"));
        fleet.offer(request("b", "host-1"));

        assertThat(fleet.offer(request("c", "host-1"))).isInstanceOf(AllocationResult.Refused.class);
        assertThat(fleet.offer(request("d", "host-2"))).isInstanceOf(AllocationResult.Offered.class);
    }

    @Test
    void shouldCountUpdatesThatAwaitAStartApart() {
        for (String update : List.of("a", "b", "c")) {
            fleet.offer(request(update, "host-" + update));
            fleet.hear(request(update, "host-" + update), Phase.GRANTED);
            fleet.hear(request(update, "host-" + update), Phase.APPLIED);
        }

        assertThat(leaseLedger.inFlight()).isZero();
        assertThat(leaseLedger.awaitingStart()).isEqualTo(3);
        assertThat(fleet.offer(request("d", "host-1"))).isInstanceOf(AllocationResult.Offered.class);
        assertThat(fleet.offer(request("e", "host-1")))
                .as("the fourth would be the fifth to await a start")
                .isInstanceOf(AllocationResult.Refused.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"RELEASED", "VERIFIED", "ROLLED_BACK", "SUPERSEDED", "WITHDRAWN", "NOT_NEEDED"})
    void shouldTakeASlotBackOnceHoweverOftenItIsTold(Phase phase) {
        fleet.offer(request("a", "host-1"));
        fleet.hear(request("a", "host-1"), Phase.GRANTED);
        fleet.offer(request("b", "host-1"));

        fleet.hear(request("a", "host-1"), phase);
        fleet.hear(request("a", "host-1"), phase);

        assertThat(leaseLedger.inFlight()).isEqualTo(1);
        assertThat(leaseLedger.exhausted(request("c", "host-1"))).isEmpty();
    }

    @Test
    void shouldKeepTheSlotOfAFailedUpdateUntilItIsRolledBack() {
        fleet.hear(request("a", "host-1"), Phase.GRANTED);
        fleet.hear(request("a", "host-1"), Phase.FAILED);

        assertThat(leaseLedger.inFlight()).isEqualTo(1);
    }

    @Test
    void shouldTakeBackAnOfferThatIsNotUsedInTime() {
        fleet.offer(request("a", "host-1"));

        assertThat(leaseLedger.expired(NOW.plusSeconds(59))).isEmpty();
        assertThat(leaseLedger.expired(NOW.plusSeconds(60)))
                .extracting(lease -> lease.request().updateId())
                .containsExactly("a");
    }

    @Test
    void shouldNeverForgetByTimeWhatIsUsed() {
        fleet.offer(request("a", "host-1"));
        fleet.hear(request("a", "host-1"), Phase.GRANTED);

        allocator.expire(NOW.plus(Duration.ofDays(400)));

        assertThat(leaseLedger.lease("a")).isPresent();
        assertThat(leaseLedger.inFlight()).isZero();
        assertThat(leaseLedger.awaitingStart()).as("nobody waits for it").isZero();

        fleet.hear(request("a", "host-1"), Phase.APPLIED);
        assertThat(leaseLedger.awaitingStart()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"APPLIED", "FAILED"})
    void shouldNotWaitForAHostThatIsAwayAndDoSoAgainWhenItIsBack(Phase phase) {
        fleet.hear(request("a", "host-1"), Phase.GRANTED, Phase.APPLIED, phase);
        assertThat(leaseLedger.awaitingStart()).isEqualTo(1);

        fleet.hearAway(request("a", "host-1"), phase);
        assertThat(leaseLedger.awaitingStart()).isZero();

        fleet.hear(request("a", "host-1"), phase);
        assertThat(leaseLedger.awaitingStart()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreAnAskThatItHearsTwice() {
        LeaseRequest leaseRequest = request("a", "host-1");
        assertThat(allocator.receiveRequest(leaseRequest, NOW)).isEqualTo(Intake.QUEUE);
        fleet.offer(leaseRequest);

        assertThat(allocator.receiveRequest(leaseRequest, NOW)).isEqualTo(Intake.IGNORE);
        fleet.hear(leaseRequest, Phase.GRANTED);
        assertThat(allocator.receiveRequest(leaseRequest, NOW)).isEqualTo(Intake.IGNORE);
        assertThat(leaseLedger.inFlight()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheOfferBackOfAnAskThatItsBrainMadeAgain() {
        fleet.offer(asked("a", 1));

        assertThat(allocator.receiveRequest(asked("a", 2), NOW)).isEqualTo(Intake.QUEUE);
        assertThat(leaseLedger.inFlight()).isZero();
        fleet.offer(asked("a", 2));

        assertThat(allocator.receiveRequest(asked("a", 1), NOW)).isEqualTo(Intake.IGNORE);
        assertThat(leaseLedger.inFlight()).isEqualTo(1);
    }

    @Test
    void shouldUnderstandFromANewAttemptThatTheOneBeforeGaveItsSlotBack() {
        fleet.hear(request("a", "host-1", 1), Phase.GRANTED);

        assertThat(allocator.receiveRequest(request("a", "host-1", 2), NOW)).isEqualTo(Intake.QUEUE);
        fleet.offer(request("a", "host-1", 2));
        fleet.hear(request("a", "host-1", 1), Phase.RELEASED);

        assertThat(leaseLedger.inFlight())
                .as("a late release of the first attempt")
                .isEqualTo(1);
    }

    @Test
    void shouldTakeBackADeclinedOfferButNotAUsedSlot() {
        fleet.offer(request("a", "host-1"));
        allocator.declined(request("a", "host-1"), NOW);
        allocator.declined(request("a", "host-1"), NOW);
        assertThat(leaseLedger.inFlight()).isZero();

        fleet.hear(request("b", "host-1"), Phase.GRANTED);
        allocator.declined(request("b", "host-1"), NOW);
        assertThat(leaseLedger.inFlight()).isEqualTo(1);
    }

    @Test
    void shouldKeepWhatALaterAskWasOfferedWhenAnEarlierOneIsGivenBackAgain() {
        fleet.offer(asked("a", 1));
        allocator.declined(asked("a", 1), NOW);
        fleet.offer(asked("a", 2));

        allocator.declined(asked("a", 1), NOW);

        assertThat(leaseLedger.inFlight()).isEqualTo(1);
        allocator.declined(asked("a", 2), NOW);
        assertThat(leaseLedger.inFlight()).isZero();
    }

    @Test
    void shouldRefuseLimitsUnderWhichNothingCouldEverGo() {
        assertThatThrownBy(() -> new BudgetLimits(1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }

    private static LeaseRequest request(String updateId, String hostId) {
        return request(updateId, hostId, 1);
    }

    private static LeaseRequest request(String updateId, String hostId, int attempt) {
        return new LeaseRequest(
                updateId,
                new LeaseRequestKey(attempt, Optional.of(NOW)),
                "vm-of-" + updateId,
                hostId,
                Fleet.CHANGE,
                BudgetScope.NONE);
    }

    private static LeaseRequest asked(String updateId, int secondsLater) {
        LeaseRequestKey leaseRequestKey = new LeaseRequestKey(1, Optional.of(NOW.plusSeconds(secondsLater)));
        return new LeaseRequest(
                updateId, leaseRequestKey, "vm-of-" + updateId, "host-1", Fleet.CHANGE, BudgetScope.NONE);
    }
}
