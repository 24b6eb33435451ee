package io.slackwater.domain.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdatePhaseEventBuilder;
import io.slackwater.domain.update.UpdateState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VmUpdatesTest {

    private static final String VM = "vm-1";
    private static final Instant OPENED = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant DECIDED = OPENED.plusSeconds(60);

    /** It was granted once, and waits again: events that are left may not say how often it was granted. */
    private static final Update WAITING_AGAIN =
            opened("u1").at(UpdateState.Waiting.of(1)).decided(DECIDED);

    private static final VmUpdates ROW = new VmUpdates(List.of(WAITING_AGAIN), UpdateHistory.NONE);
    private static final VmUpdates ROW_OF_ENDED = new VmUpdates(
            List.of(), new UpdateHistory(List.of("u1"), Map.of("c", DECIDED), Map.of(), List.of(), Optional.empty()));
    private static final Vm UNKNOWN = Vm.unknown(VM);

    @Test
    void shouldKnowAnUpdateByItsRowAlone() {
        assertThat(UNKNOWN.restored(ROW).updates()).containsExactly(WAITING_AGAIN);
    }

    @Test
    void shouldGoByTheLaterDecisionWhicheverComesFirst() {
        UpdatePhaseEvent earlier = said(Phase.REQUIRED, DECIDED.minusSeconds(1), UpdateState.Kind.WAITING);
        UpdatePhaseEvent later = said(Phase.GRANTED, DECIDED.plusSeconds(1), UpdateState.Kind.GRANTED);

        Vm rowLast = UNKNOWN.recorded(earlier).recorded(later).restored(ROW);
        Vm rowFirst = UNKNOWN.restored(ROW).recorded(earlier).recorded(later);

        assertThat(rowLast.updates().get(0).state().kind()).isEqualTo(UpdateState.Kind.GRANTED);
        assertThat(rowLast.updates().get(0).requiredAt()).isEqualTo(OPENED);
        assertThat(rowFirst.updates()).isEqualTo(rowLast.updates());
    }

    @Test
    void shouldGoByTheRowWhereTheEventsBeforeTheLastAreLost() {
        UpdatePhaseEvent same = said(Phase.REQUIRED, DECIDED, UpdateState.Kind.WAITING);

        assertThat(UNKNOWN.recorded(same).restored(ROW).updates()).containsExactly(WAITING_AGAIN);
        assertThat(UNKNOWN.restored(ROW).recorded(same).updates()).containsExactly(WAITING_AGAIN);
    }

    @Test
    void shouldNotOpenAgainWhatALaterRowNamesAsEnded() {
        assertThat(UNKNOWN.restored(ROW).restored(ROW_OF_ENDED).updates()).isEmpty();
        assertThat(UNKNOWN.restored(ROW_OF_ENDED).required(opened("u1")).updates())
                .isEmpty();
    }

    @Test
    void shouldKeepWhatWasOpenedAfterTheRow() {
        Update newer = opened("u2").requiredSince(DECIDED);

        assertThat(UNKNOWN.required(newer).restored(ROW).updates()).containsExactly(WAITING_AGAIN, newer);
        assertThat(UNKNOWN.restored(ROW).required(newer).updates()).containsExactly(WAITING_AGAIN, newer);
    }

    @Test
    void shouldHonourARetryThatIsLaterThanTheFailureOfTheRow() {
        Instant before = DECIDED.minusSeconds(1);
        Instant after = DECIDED.plusSeconds(1);

        assertThat(UNKNOWN.restored(ROW_OF_ENDED).history().hasFailed("c")).isTrue();
        assertThat(UNKNOWN.retried("c", before).restored(ROW_OF_ENDED).history().hasFailed("c"))
                .isTrue();
        assertThat(UNKNOWN.retried("c", after).restored(ROW_OF_ENDED).history().hasFailed("c"))
                .isFalse();
    }

    private static Update opened(String id) {
        return Update.required(new UpdateKey(id, "c", VM, "e"), "host-1", List.of(), OPENED, "");
    }

    private static UpdatePhaseEvent said(Phase phase, Instant at, UpdateState.Kind state) {
        Update update = opened("u1").at(UpdateState.Waiting.of(1)).decided(at);
        return UpdatePhaseEventBuilder.builder(UpdatePhaseEvent.of(update, phase))
                .state(Optional.of(state))
                .build();
    }
}
