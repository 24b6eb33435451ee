package io.slackwater.executor.setting;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.executor.policy.PolicyVersion;
import io.slackwater.executor.policy.json.PolicyReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyDeskTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final KnownPolicy.Author ADA = new KnownPolicy.Author("ada", Optional.of("it is time"));
    private static final KnownPolicy.Author EVE = new KnownPolicy.Author("eve", Optional.empty());
    private static final String PATIENT = "{\"modifiable\": {\"settleTime\": \"10m\"}}";
    private static final String HASTY = "{\"modifiable\": {\"settleTime\": \"1s\"}}";

    private final MemoryLog log = new MemoryLog();
    private final PolicyDesk desk = new PolicyDesk(
            log, new PolicyReader(MemoryLog.BUILT_IN), Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMillis(60));

    @Test
    void shouldSayThatAPolicyIsInForceOnceItIsReadBack() {
        assertThat(desk.set("nights", PATIENT, ADA)).isEqualTo(new SettingOutcome.Done(version(1)));

        assertThat(log.published).containsExactly(new KnownPolicy(version(1), Optional.of(PATIENT), ADA, NOW));
    }

    @Test
    void shouldSayByWhomAWriterWasOvertaken() {
        KnownPolicy eves = new KnownPolicy(version(1), Optional.of(HASTY), EVE, NOW);
        log.first(eves);

        assertThat(desk.set("nights", PATIENT, ADA)).isEqualTo(new SettingOutcome.Overtaken(eves));
    }

    @Test
    void shouldSayThatARemovalWasOvertakenByANewVersion() {
        desk.set("nights", PATIENT, ADA);
        KnownPolicy eves = new KnownPolicy(version(2), Optional.of(HASTY), EVE, NOW);
        log.first(eves);

        assertThat(desk.remove("nights", ADA)).isEqualTo(new SettingOutcome.Overtaken(eves));
    }

    @Test
    void shouldNotMindThatSomebodyElseSetTheSame() {
        log.first(new KnownPolicy(version(1), Optional.of(PATIENT), EVE, NOW));

        assertThat(desk.set("nights", PATIENT, ADA)).isEqualTo(new SettingOutcome.Done(version(1)));
    }

    @Test
    void shouldSayThatItWasPublishedWhereItIsNotReadBackInTime() {
        log.stopReading();

        assertThat(desk.set("nights", PATIENT, ADA)).isEqualTo(new SettingOutcome.Published(version(1)));
    }

    @Test
    void shouldSetAgainWhatWasRemovedThoughItIsTheSame() {
        desk.set("nights", PATIENT, ADA);
        desk.remove("nights", ADA);

        assertThat(desk.remove("nights", ADA)).isEqualTo(new SettingOutcome.Unknown("nights"));
        assertThat(desk.set("nights", PATIENT, ADA)).isEqualTo(new SettingOutcome.Done(version(3)));
    }

    @Test
    void shouldPublishNothingWhenItOnlyChecks() {
        assertThat(desk.check("nights", PATIENT)).isEqualTo(new SettingOutcome.Fit(version(1)));
        assertThat(desk.check("nights", "[]")).isInstanceOf(SettingOutcome.Invalid.class);

        assertThat(log.published).isEmpty();
    }

    private static PolicyVersion version(int version) {
        return new PolicyVersion("nights", version);
    }
}
