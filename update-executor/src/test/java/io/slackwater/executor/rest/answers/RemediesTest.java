package io.slackwater.executor.rest.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.executor.update.BlockerCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemediesTest {

    @ParameterizedTest
    @EnumSource(BlockerCode.class)
    void shouldSayForEveryReasonWhatEndsIt(BlockerCode code) {
        assertThat(Remedies.of(code)).as("add it to Remedies").isPresent();
    }
}
