package io.slackwater.executor.rest.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.UpdateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RemediesTest {

    private static final UpdateKey UPDATE = new UpdateKey("update-1", "debian-12-8c1f", "vm-1", "episode");

    @ParameterizedTest
    @EnumSource(BlockerCode.class)
    void shouldSayForEveryReasonWhatEndsIt(BlockerCode code) {
        assertThat(Remedies.of(code, UPDATE)).as("add it to Remedies").hasValueSatisfying(remedy -> assertThat(remedy)
                .doesNotContain("{", "}"));
    }

    @Test
    void shouldSayThatARollBackIsTriedUntilItSucceeds() {
        assertThat(Remedies.of(BlockerCode.HOST_REFUSED, UPDATE)).hasValueSatisfying(remedy -> assertThat(remedy)
                .contains("A roll-back is tried until it succeeds", "Any other update fails after"));
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED_BEFORE, slackwater retry vm-1 debian-12-8c1f --because WHY",
        "FROZEN, slackwater unfreeze --because WHY",
        "AWAITING_APPROVAL, slackwater rollout approve debian-12-8c1f --because WHY",
        "ROLLOUT_PAUSED, slackwater rollout resume debian-12-8c1f --because WHY",
        "WAVE_NOT_OPEN, slackwater rollout show debian-12-8c1f"
    })
    void shouldGiveTheWholeCommand(BlockerCode code, String command) {
        assertThat(Remedies.of(code, UPDATE))
                .hasValueSatisfying(remedy -> assertThat(remedy).endsWith(command));
    }
}
