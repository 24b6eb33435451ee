package io.slackwater.reclaimer.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockerCodeTest {

    @ParameterizedTest
    @EnumSource(BlockerCode.class)
    void shouldBeExplainedToWhoeverReadsTheGuide(BlockerCode code) {
        assertThat(Path.of("../docs/operations/storage.md"))
                .as("say there what it means, and what ends it")
                .content()
                .contains("`" + code + "`");
    }
}
