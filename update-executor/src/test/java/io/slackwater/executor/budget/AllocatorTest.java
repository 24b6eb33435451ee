package io.slackwater.executor.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.executor.budget.Allocator.Intake;
import io.slackwater.executor.update.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocatorTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Ledger ledger = new Ledger(new Limits(3, 4, 2), List.of());
    private final Allocator allocator = new Allocator(ledger, LEASE);

    @Test
    void shouldOfferNoMoreThanTheFleetMayHaveInFlight() {
        assertThat(allocator.offer(request("a", "host-1"), NOW)).isPresent();
        assertThat(allocator.offer(request("b", "host-2"), NOW)).isPresent();
        assertThat(allocator.offer(request("c", "host-3"), NOW)).isPresent();

        assertThat(allocator.offer(request("d", "host-4"), NOW)).isEmpty();
        assertThat(ledger.isFull()).isTrue();
    }

    @Test
    void shouldOfferNoMoreThanAHostMayHaveInFlight() {
        allocator.offer(request("a", "host-1"), NOW);
        allocator.offer(request("b", "host-1"), NOW);

        assertThat(allocator.offer(request("c", "host-1"), NOW)).isEmpty();
        assertThat(allocator.offer(request("d", "host-2"), NOW)).isPresent();
    }

    @Test
    void shouldCountUpdatesThatAwaitAStartApart() {
        for (String update : List.of("a", "b", "c")) {
            allocator.offer(request(update, "host-" + update), NOW);
            allocator.heard(request(update, "host-" + update), Phase.GRANTED, NOW);
            allocator.heard(request(update, "host-" + update), Phase.APPLIED, NOW);
        }

        assertThat(ledger.inFlight()).isZero();
        assertThat(ledger.awaitingStart()).isEqualTo(3);
        assertThat(allocator.offer(request("d", "host-1"), NOW)).isPresent();
        assertThat(allocator.offer(request("e", "host-1"), NOW))
                .as("the fourth would be the fifth to await a start")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"RELEASED", "VERIFIED", "ROLLED_BACK", "SUPERSEDED", "WITHDRAWN", "NOT_NEEDED"})
    void shouldTakeASlotBackOnceHoweverOftenItIsTold(Phase phase) {
        allocator.offer(request("a", "host-1"), NOW);
        allocator.heard(request("a", "host-1"), Phase.GRANTED, NOW);
        allocator.offer(request("b", "host-1"), NOW);

        allocator.heard(request("a", "host-1"), phase, NOW);
        allocator.heard(request("a", "host-1"), phase, NOW);

        assertThat(ledger.inFlight()).isEqualTo(1);
        assertThat(ledger.hasRoomOn("host-1")).isTrue();
    }

    @Test
    void shouldKeepTheSlotOfAFailedUpdateUntilItIsRolledBack() {
        allocator.heard(request("a", "host-1"), Phase.GRANTED, NOW);
        allocator.heard(request("a", "host-1"), Phase.FAILED, NOW);

        assertThat(ledger.inFlight()).isEqualTo(1);
    }

    @Test
    void shouldTakeBackAnOfferThatIsNotUsedInTime() {
        allocator.offer(request("a", "host-1"), NOW);

        assertThat(ledger.over(NOW.plusSeconds(59))).isEmpty();
        assertThat(ledger.over(NOW.plusSeconds(60)))
                .extracting(lease -> lease.request().updateId())
                .containsExactly("a");
    }

    @Test
    void shouldNeverTakeBackByTimeWhatIsUsed() {
        allocator.offer(request("a", "host-1"), NOW);
        allocator.heard(request("a", "host-1"), Phase.GRANTED, NOW);

        assertThat(ledger.over(NOW.plus(Duration.ofDays(400)))).isEmpty();
    }

    @Test
    void shouldOfferTheSameAgainToWhoAsksTwice() {
        Request request = request("a", "host-1");
        assertThat(allocator.asked(request, NOW)).isEqualTo(Intake.QUEUE);
        allocator.offer(request, NOW);

        assertThat(allocator.asked(request, NOW)).isEqualTo(Intake.OFFER_AGAIN);
        allocator.heard(request, Phase.GRANTED, NOW);
        assertThat(allocator.asked(request, NOW)).isEqualTo(Intake.IGNORE);
        assertThat(ledger.inFlight()).isEqualTo(1);
    }

    @Test
    void shouldUnderstandFromANewAttemptThatTheOneBeforeGaveItsSlotBack() {
        allocator.heard(new Request("a", 1, "vm", "host-1"), Phase.GRANTED, NOW);

        assertThat(allocator.asked(new Request("a", 2, "vm", "host-1"), NOW)).isEqualTo(Intake.QUEUE);
        allocator.offer(new Request("a", 2, "vm", "host-1"), NOW);
        allocator.heard(new Request("a", 1, "vm", "host-1"), Phase.RELEASED, NOW);

        assertThat(ledger.inFlight()).as("a late release of the first attempt").isEqualTo(1);
    }

    @Test
    void shouldTakeBackADeclinedOfferButNotAUsedSlot() {
        allocator.offer(request("a", "host-1"), NOW);
        allocator.declined(request("a", "host-1"));
        allocator.declined(request("a", "host-1"));
        assertThat(ledger.inFlight()).isZero();

        allocator.heard(request("b", "host-1"), Phase.GRANTED, NOW);
        allocator.declined(request("b", "host-1"));
        assertThat(ledger.inFlight()).isEqualTo(1);
    }

    @Test
    void shouldRefuseLimitsUnderWhichNothingCouldEverGo() {
        assertThatThrownBy(() -> new Limits(1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }

    private static Request request(String updateId, String hostId) {
        return new Request(updateId, 1, "vm-of-" + updateId, hostId);
    }
}
