package io.slackwater.planning.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.planning.plan.Milestone;
import io.slackwater.planning.report.PlanJson;
import io.slackwater.planning.report.PlanText;
import io.slackwater.planning.report.RehearsalText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private static final int VMS = Integer.getInteger("rehearsal.vms", 2_000);
    private static final long SEED = Long.getLong("rehearsal.seed", 1);
    private static final double STRAGGLERS = 0.95;
    private static final double OF_THE_TIME = 0.2;

    @Test
    void shouldForetellFinishAndStragglersAsTheyThenHappen() {
        // when
        Rehearsal rehearsal = Rehearsal.of(VMS, SEED);
        RehearsalText.of(rehearsal).forEach(System.out::println);

        // then
        assertThat(rehearsal.stragglers().foretold()).isGreaterThan(VMS / 20);
        assertThat(rehearsal.stragglers().precision()).isGreaterThanOrEqualTo(STRAGGLERS);
        assertThat(rehearsal.stragglers().recall()).isGreaterThanOrEqualTo(STRAGGLERS);
        rehearsal.plan().forecast().milestones().stream()
                .filter(milestone -> milestone.percent() < 100)
                .forEach(milestone -> shouldAgree(milestone, rehearsal));
    }

    @Test
    void shouldTellThePlanAsTextAndAsJson() {
        Rehearsal rehearsal = Rehearsal.of(300, 4);

        assertThat(PlanText.of(rehearsal.plan(), ZoneOffset.UTC, UnaryOperator.identity()))
                .anySatisfy(line -> assertThat(line).contains("300 VMs to update"))
                .anySatisfy(line -> assertThat(line).contains("Expected finish"))
                .anySatisfy(line -> assertThat(line).contains("Stragglers"));
        JsonNode report = new ObjectMapper().valueToTree(PlanJson.of(rehearsal.plan()));
        assertThat(report.path("vms")).hasSize(300);
        assertThat(report.path("forecast").path("milestones")).hasSize(4);
    }

    @Test
    void shouldGiveTheSameForTheSameSeed() {
        Rehearsal one = Rehearsal.of(200, 5);
        Rehearsal other = Rehearsal.of(200, 5);

        assertThat(other.plan().forecast()).isEqualTo(one.plan().forecast());
        assertThat(other.plan().waves()).isEqualTo(one.plan().waves());
        assertThat(other.happened()).isEqualTo(one.happened());
        assertThat(Rehearsal.of(200, 6).happened()).isNotEqualTo(one.happened());
    }

    /** The time to it may be wrong by a fifth, and by as much as the plan's own plays differ. */
    private static void shouldAgree(Milestone milestone, Rehearsal rehearsal) {
        Instant expected = milestone.expected().orElseThrow();
        Duration spread = Duration.between(
                milestone.earliest().orElseThrow(), milestone.latest().orElseThrow());
        long tolerated = (long) (OF_THE_TIME
                        * (double) Duration.between(rehearsal.plan().at(), expected)
                                .toMinutes())
                + spread.toMinutes();
        assertThat(rehearsal.verified(milestone.vms()).orElseThrow())
                .as(milestone.percent() + "%%")
                .isCloseTo(expected, within(tolerated, ChronoUnit.MINUTES));
    }
}
