package io.slackwater.planning.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.portion.Severity;
import io.slackwater.mapping.policy.ParseResult;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.planning.history.PowerPeriod;
import io.slackwater.planning.settings.Settings;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdateOpportunitiesTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant SUNDAY_AT_TWO = Instant.parse("2026-03-08T02:00:00Z");
    private static final String SUNDAYS =
            """
            "windows": [{"start": "0 2 * * SUN", "duration": "3h", "zone": "UTC"}]""";

    private final Policy builtIn = Settings.of(Map.of()).builtIn();

    @Test
    void shouldWaitUntilAVmThatIsOffHasSettled() {
        PowerPeriod off = new PowerPeriod(true, MONDAY, MONDAY.plusSeconds(3_600));

        assertThat(chances("{}").first(off, MONDAY))
                .contains(new UpdateOpportunity(MONDAY.plusSeconds(60), off.until(), UpdateMethod.OFF));
        assertThat(chances("{}").first(off, MONDAY.plusSeconds(600)))
                .contains(new UpdateOpportunity(MONDAY.plusSeconds(600), off.until(), UpdateMethod.OFF));
    }

    @Test
    void shouldGiveNoChanceToARestartThatIsShorterThanTheSettleTime() {
        assertThat(chances("{}").first(new PowerPeriod(true, MONDAY, MONDAY.plusSeconds(40)), MONDAY))
                .isEmpty();
    }

    @Test
    void shouldLeaveARunningVmAloneByDefault() {
        assertThat(chances("{}").first(new PowerPeriod(false, MONDAY, PowerPeriod.FOREVER), MONDAY))
                .isEmpty();
        assertThat(chances("{}").restarts()).isFalse();
    }

    @Test
    void shouldRestartARunningVmInItsWindow() {
        UpdateOpportunities opportunities =
                chances("{\"modifiable\": {\"preset\": \"window-restart\"}, " + SUNDAYS + "}");

        assertThat(opportunities.first(new PowerPeriod(false, MONDAY, PowerPeriod.FOREVER), MONDAY))
                .hasValueSatisfying(opportunity -> {
                    assertThat(opportunity.from()).isEqualTo(SUNDAY_AT_TWO);
                    assertThat(opportunity.until()).isBefore(SUNDAY_AT_TWO.plusSeconds(3 * 3_600));
                    assertThat(opportunity.manner()).isEqualTo(UpdateMethod.RESTART);
                });
        assertThat(opportunities.restarts()).isTrue();
    }

    @Test
    void shouldUpdateAVmThatIsOffOnlyWhereThatMeetsAWindow() {
        UpdateOpportunities opportunities = chances("{" + SUNDAYS + "}");
        PowerPeriod atNoon =
                new PowerPeriod(true, SUNDAY_AT_TWO.plusSeconds(36_000), SUNDAY_AT_TWO.plusSeconds(72_000));
        PowerPeriod overNight =
                new PowerPeriod(true, SUNDAY_AT_TWO.minusSeconds(7_200), SUNDAY_AT_TWO.plusSeconds(3_600));

        assertThat(opportunities.first(atNoon, MONDAY)).isEmpty();
        assertThat(opportunities.first(overNight, MONDAY))
                .contains(new UpdateOpportunity(SUNDAY_AT_TWO, overNight.until(), UpdateMethod.OFF));
    }

    @Test
    void shouldRestartAtOnceAfterTheDeadline() {
        UpdateOpportunities opportunities =
                chances("{\"deadline\": {\"after\": \"2d\", \"escalatesTo\": \"restart-now\"}}");

        assertThat(opportunities.first(new PowerPeriod(false, MONDAY, PowerPeriod.FOREVER), MONDAY))
                .contains(new UpdateOpportunity(
                        MONDAY.plusSeconds(2 * 86_400), PowerPeriod.FOREVER, UpdateMethod.RESTART));
    }

    private UpdateOpportunities chances(String document) {
        ParseResult parseResult = new PolicyReader(builtIn).read(new PolicyVersion("tried", 1), document);
        return new UpdateOpportunities(((ParseResult.Valid) parseResult).policy(), Severity.HIGH, MONDAY);
    }
}
