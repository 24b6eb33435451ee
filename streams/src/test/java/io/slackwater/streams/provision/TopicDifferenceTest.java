package io.slackwater.streams.provision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicDifferenceTest {

    @Test
    void shouldAskNobodyToShortenHistory() {
        TopicDifference longer =
                new TopicDifference("slackwater.updates", "retention.ms", "69120000000", "34560000000", false);

        assertThat(longer.describe("b:1"))
                .isEqualTo("Topic slackwater.updates: retention.ms is 69120000000, longer than the 34560000000"
                        + " that are asked for. Nothing is lost: leave it");
    }

    @Test
    void shouldNameTheOptionThatTakesAShorterHistoryAndTheCommandThatMakesItLonger() {
        TopicDifference shorter =
                new TopicDifference("slackwater.updates", "retention.ms", "604800000", "34560000000", true);

        assertThat(shorter.describe("b:1"))
                .contains("This loses data.", "'slackwater provision' with --audit-days 7.")
                .endsWith("--add-config retention.ms=34560000000");
    }

    @Test
    void shouldNameNoOptionWhereHistoryIsKeptForEver() {
        TopicDifference shorter = new TopicDifference("slackwater.changes", "retention.ms", "604800000", "-1", true);

        assertThat(shorter.describe("b:1")).doesNotContain("--audit-days").endsWith("--add-config retention.ms=-1");
    }
}
