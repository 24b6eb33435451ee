package io.slackwater.executor.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.executor.modifiable.ChangeFact;
import io.slackwater.executor.policy.Severity;
import io.slackwater.executor.rest.RolloutDocument.Status;
import io.slackwater.executor.rollout.Decree;
import io.slackwater.executor.rollout.Rollout;
import io.slackwater.executor.rollout.RolloutFact;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutDocumentTest {

    private static final String CHANGE = "debian-12-fedcba9876543210";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ChangeFact WITHDRAWN =
            new ChangeFact(true, "it does not boot", Severity.UNKNOWN, Optional.empty(), Map.of(), Optional.empty());

    private final Rollout finished = Rollout.unknown(CHANGE).fold(new RolloutFact.Finished(CHANGE, NOW));

    @Test
    void shouldSayThatTheChangeOfARolloutThatFinishedWasWithdrawn() {
        RolloutDocument document = RolloutDocument.of(finished, WITHDRAWN);

        assertThat(document.status()).isEqualTo(Status.WITHDRAWN);
        assertThat(document.withdrawn()).isEqualTo("it does not boot");
        assertThat(document.finishedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldSayThatTheChangeOfARolloutThatWasAbortedWasWithdrawn() {
        Decree decree = new Decree(Optional.of("ada"), "it smells", NOW);
        Rollout aborted = finished.fold(new RolloutFact.Aborted(CHANGE, decree));

        assertThat(RolloutDocument.of(aborted, WITHDRAWN).status()).isEqualTo(Status.WITHDRAWN);
        assertThat(RolloutDocument.of(aborted, ChangeFact.UNKNOWN).status()).isEqualTo(Status.ABORTED);
    }

    @Test
    void shouldSayWhatTheChangeBringsAndSinceWhenItIsOffered() {
        ChangeFact known = new ChangeFact(
                false,
                "",
                Severity.UNKNOWN,
                Optional.empty(),
                Map.of("debian-12/kernel", "6.1.0-42", "debian-12/initrd", "6.1.0-42"),
                Optional.of(NOW));

        RolloutDocument document = RolloutDocument.of(finished, known);

        assertThat(document.versions())
                .containsExactly(Map.entry("debian-12/initrd", "6.1.0-42"), Map.entry("debian-12/kernel", "6.1.0-42"));
        assertThat(document.publishedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldNotTakeAnyRolloutThatEndedForOneOfAWithdrawnChange() {
        RolloutDocument document = RolloutDocument.of(finished, ChangeFact.UNKNOWN);

        assertThat(document.status()).isEqualTo(Status.FINISHED);
        assertThat(document.withdrawn()).isNull();
    }
}
