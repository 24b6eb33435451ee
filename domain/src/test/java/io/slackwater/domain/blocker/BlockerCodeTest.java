package io.slackwater.domain.blocker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BlockerCodeTest {

    private static final Map<String, String> UPDATE =
            Map.of("vm", "vm-1", "change", "debian-12-8c1f", "subject", "vm-1");
    private static final Map<String, String> VOLUME =
            Map.of("store", "h1/default", "volume", "vmlinuz-49", "subject", "x1");

    @ParameterizedTest
    @EnumSource(BlockerCode.class)
    void shouldSayWhatEndsItWhateverItBlocks(BlockerCode code) {
        assertThat(code.blocksUpdates() || code.blocksStorage()).isTrue();
        if (code.blocksUpdates()) {
            assertThat(code.remedy(UPDATE)).isNotBlank().doesNotContain("{", "}");
        }
        if (code.blocksStorage()) {
            assertThat(code.remedy(VOLUME)).isNotBlank().doesNotContain("{", "}");
        }
    }

    @Test
    void shouldSayThatARollBackIsTriedUntilItSucceeds() {
        assertThat(BlockerCode.HOST_REFUSED.remedy(UPDATE))
                .contains("A roll-back is tried until it succeeds", "Any other update fails after");
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
        assertThat(code.remedy(UPDATE)).endsWith(command);
    }

    @Test
    void shouldQuoteWhatAShellWouldTakeApart() {
        assertThat(BlockerCode.USED_BY_VM.remedy(Map.of("subject", "ada's vm"))).endsWith("'ada'\\''s vm'");
    }

    @Test
    void shouldTakeAWordInBracesForAName() {
        assertThat(BlockerCode.HELD.remedy(Map.of("volume", "{subject}", "store", "{volume}", "subject", "audit")))
                .endsWith("release '{subject}' --store '{volume}' --name audit --because WHY");
    }

    @ParameterizedTest
    @MethodSource("ofStorage")
    void shouldBeExplainedToWhoeverReadsTheGuideOfStorage(BlockerCode code) {
        assertThat(Path.of("../docs/operations/storage.md"))
                .as("say there what it means, and what ends it")
                .content()
                .contains("`" + code + "`");
    }

    static Stream<BlockerCode> ofStorage() {
        return Arrays.stream(BlockerCode.values()).filter(BlockerCode::blocksStorage);
    }
}
