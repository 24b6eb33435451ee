package io.slackwater.domain.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutRulesTest {

    @ParameterizedTest
    @CsvSource({"1, 100, 1", "1, 0, 0", "5, 3, 3", "1000, 1000000, 1000"})
    void shouldCountNoMoreThanThereAre(int count, int total, int expected) {
        assertThat(new Amount.Count(count).of(total)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1000000, 100",
        "1, 100, 1",
        "500, 100, 5",
        "500, 101, 6",
        "10000, 7, 7",
        "5000, 0, 0",
        "10000, 2147483647, 2147483647"
    })
    void shouldRoundASharesVmsUp(int basisPoints, int total, int expected) {
        assertThat(new Amount.Share(basisPoints).of(total)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.01%", "500, 5%", "1250, 12.50%", "10000, 100%"})
    void shouldShowAShareInPercent(int basisPoints, String expected) {
        assertThat(new Amount.Share(basisPoints)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void shouldRefuseAShareOutOfBounds(int basisPoints) {
        assertThatThrownBy(() -> new Amount.Share(basisPoints)).hasMessageContaining("from 0.01% to 100%");
    }

    @Test
    void shouldRefuseWavesThatDoNotRise() {
        List<Amount.Share> waves = List.of(Amount.Share.percent(50), Amount.Share.percent(50), Amount.Share.ALL);

        assertThatThrownBy(() -> new WaveRules(Optional.empty(), waves, Duration.ZERO))
                .hasMessage("Each wave must reach more than the one before");
    }

    @Test
    void shouldRefuseWavesThatLeaveVmsOut() {
        List<Amount.Share> waves = List.of(Amount.Share.percent(50));

        assertThatThrownBy(() -> new WaveRules(Optional.empty(), waves, Duration.ZERO))
                .hasMessage("The last wave must be 100%");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1, 1", "1, 0, 1, 1", "1, 1, 0, 1", "1, 1, 1, 0"})
    void shouldRefuseABudgetThatLetsNobodyGo(int fleet, int perHost, int perApp, int awaitingStart) {
        assertThatThrownBy(() -> new Budgets(fleet, perHost, Map.of("app", perApp), awaitingStart))
                .hasMessage("Each budget must be at least 1");
    }
}
