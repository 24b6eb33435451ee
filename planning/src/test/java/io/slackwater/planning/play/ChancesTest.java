package io.slackwater.planning.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.policy.PolicyVersion;
import io.slackwater.executor.policy.Severity;
import io.slackwater.executor.policy.json.PolicyReader;
import io.slackwater.executor.policy.json.Reading;
import io.slackwater.planning.history.Stretch;
import io.slackwater.planning.settings.Settings;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChancesTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant SUNDAY_AT_TWO = Instant.parse("2026-03-08T02:00:00Z");
    private static final String SUNDAYS =
            """
            "windows": [{"start": "0 2 * * SUN", "duration": "3h", "zone": "UTC"}]""";

    private final Policy builtIn = Settings.of(Map.of()).builtIn();

    @Test
    void shouldWaitUntilAVmThatIsOffHasSettled() {
        Stretch off = new Stretch(true, MONDAY, MONDAY.plusSeconds(3_600));

        assertThat(chances("{}").first(off, MONDAY))
                .contains(new Chance(MONDAY.plusSeconds(60), off.until(), Manner.OFF));
        assertThat(chances("{}").first(off, MONDAY.plusSeconds(600)))
                .contains(new Chance(MONDAY.plusSeconds(600), off.until(), Manner.OFF));
    }

    @Test
    void shouldGiveNoChanceToARestartThatIsShorterThanTheSettleTime() {
        assertThat(chances("{}").first(new Stretch(true, MONDAY, MONDAY.plusSeconds(40)), MONDAY))
                .isEmpty();
    }

    @Test
    void shouldLeaveARunningVmAloneByDefault() {
        assertThat(chances("{}").first(new Stretch(false, MONDAY, Stretch.FOREVER), MONDAY))
                .isEmpty();
        assertThat(chances("{}").restarts()).isFalse();
    }

    @Test
    void shouldRestartARunningVmInItsWindow() {
        Chances chances = chances("{\"modifiable\": {\"preset\": \"window-restart\"}, " + SUNDAYS + "}");

        assertThat(chances.first(new Stretch(false, MONDAY, Stretch.FOREVER), MONDAY))
                .hasValueSatisfying(chance -> {
                    assertThat(chance.from()).isEqualTo(SUNDAY_AT_TWO);
                    assertThat(chance.until()).isBefore(SUNDAY_AT_TWO.plusSeconds(3 * 3_600));
                    assertThat(chance.manner()).isEqualTo(Manner.RESTART);
                });
        assertThat(chances.restarts()).isTrue();
    }

    @Test
    void shouldUpdateAVmThatIsOffOnlyWhereThatMeetsAWindow() {
        Chances chances = chances("{" + SUNDAYS + "}");
        Stretch atNoon = new Stretch(true, SUNDAY_AT_TWO.plusSeconds(36_000), SUNDAY_AT_TWO.plusSeconds(72_000));
        Stretch overNight = new Stretch(true, SUNDAY_AT_TWO.minusSeconds(7_200), SUNDAY_AT_TWO.plusSeconds(3_600));

        assertThat(chances.first(atNoon, MONDAY)).isEmpty();
        assertThat(chances.first(overNight, MONDAY)).contains(new Chance(SUNDAY_AT_TWO, overNight.until(), Manner.OFF));
    }

    @Test
    void shouldRestartAtOnceAfterTheDeadline() {
        Chances chances = chances("{\"deadline\": {\"after\": \"2d\", \"escalatesTo\": \"restart-now\"}}");

        assertThat(chances.first(new Stretch(false, MONDAY, Stretch.FOREVER), MONDAY))
                .contains(new Chance(MONDAY.plusSeconds(2 * 86_400), Stretch.FOREVER, Manner.RESTART));
    }

    private Chances chances(String document) {
        Reading reading = new PolicyReader(builtIn).read(new PolicyVersion("tried", 1), document);
        return new Chances(((Reading.Valid) reading).policy(), Severity.HIGH, MONDAY);
    }
}
