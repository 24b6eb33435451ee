package io.slackwater.executor.policyadmin;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.mapping.policy.PolicyReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyServiceTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final PolicyRevision.Author ADA = new PolicyRevision.Author("ada", Optional.of("it is time"));
    private static final PolicyRevision.Author EVE = new PolicyRevision.Author("eve", Optional.empty());
    private static final String PATIENT = "{\"modifiable\": {\"settleTime\": \"10m\"}}";
    private static final String HASTY = "{\"modifiable\": {\"settleTime\": \"1s\"}}";

    private final MemoryLog log = new MemoryLog();
    private final PolicyService policies = new PolicyService(
            log, new PolicyReader(MemoryLog.BUILT_IN), Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMillis(60));

    @Test
    void shouldSayThatAPolicyIsInForceOnceItIsReadBack() {
        assertThat(policies.set("nights", PATIENT, ADA)).isEqualTo(new PolicyWriteResult.Done(version(1)));

        assertThat(log.published).containsExactly(new PolicyRevision(version(1), Optional.of(PATIENT), ADA, NOW));
    }

    @Test
    void shouldSayByWhomAWriterWasOvertaken() {
        PolicyRevision eves = new PolicyRevision(version(1), Optional.of(HASTY), EVE, NOW);
        log.first(eves);

        assertThat(policies.set("nights", PATIENT, ADA)).isEqualTo(new PolicyWriteResult.Overtaken(eves));
    }

    @Test
    void shouldSayThatARemovalWasOvertakenByANewVersion() {
        policies.set("nights", PATIENT, ADA);
        PolicyRevision eves = new PolicyRevision(version(2), Optional.of(HASTY), EVE, NOW);
        log.first(eves);

        assertThat(policies.remove("nights", ADA)).isEqualTo(new PolicyWriteResult.Overtaken(eves));
    }

    @Test
    void shouldNotMindThatSomebodyElseSetTheSame() {
        log.first(new PolicyRevision(version(1), Optional.of(PATIENT), EVE, NOW));

        assertThat(policies.set("nights", PATIENT, ADA)).isEqualTo(new PolicyWriteResult.Done(version(1)));
    }

    @Test
    void shouldSayThatItWasPublishedWhereItIsNotReadBackInTime() {
        log.stopReading();

        assertThat(policies.set("nights", PATIENT, ADA)).isEqualTo(new PolicyWriteResult.Published(version(1)));
    }

    @Test
    void shouldSetAgainWhatWasRemovedThoughItIsTheSame() {
        policies.set("nights", PATIENT, ADA);
        policies.remove("nights", ADA);

        assertThat(policies.remove("nights", ADA)).isEqualTo(new PolicyWriteResult.Unknown("nights"));
        assertThat(policies.set("nights", PATIENT, ADA)).isEqualTo(new PolicyWriteResult.Done(version(3)));
    }

    @Test
    void shouldPublishNothingWhenItOnlyChecks() {
        assertThat(policies.check("nights", PATIENT)).isEqualTo(new PolicyWriteResult.Fit(version(1)));
        assertThat(policies.check("nights", "[]")).isInstanceOf(PolicyWriteResult.Invalid.class);

        assertThat(log.published).isEmpty();
    }

    private static PolicyVersion version(int version) {
        return new PolicyVersion("nights", version);
    }
}
