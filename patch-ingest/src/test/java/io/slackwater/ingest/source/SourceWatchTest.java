package io.slackwater.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slackwater.domain.change.Change;
import io.slackwater.domain.change.VerifiedVersion;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.Severity;
import io.slackwater.domain.portion.VersionOrder;
import io.slackwater.domain.publication.ContentConflict;
import io.slackwater.domain.publication.OfferedVersion;
import io.slackwater.domain.publication.PublicationConflictLookup;
import io.slackwater.domain.publication.Withdrawal;
import io.slackwater.domain.publication.WithdrawnContent;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.ingest.sighting.SightingException;
import io.slackwater.ingest.sighting.SightingPublisher;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceWatchTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final ScriptedSource source = new ScriptedSource();
    private final RecordedSightings sightings = new RecordedSightings();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SourceWatch watch = new SourceWatch(
            source, sightings, new ScriptedRecalls(), new IngestMetrics(registry), Clock.fixed(NOW, ZoneOffset.UTC));

    private Optional<Withdrawal> recall = Optional.empty();
    private Optional<String> knownContent = Optional.empty();

    @Test
    void shouldReportAChangeOnceWhileItStaysTheSame() {
        source.offers = change("1");
        watch.poll();
        watch.poll();
        source.offers = change("2");
        watch.poll();

        assertThat(sightings.reported)
                .containsExactly(change("1").id(), change("2").id());
    }

    @Test
    void shouldKeepTheLastGoodStateWhenALookFails() {
        source.offers = change("1");
        watch.poll();
        source.failure = Optional.of(new SourceException("unreachable", "no answer"));
        watch.poll();

        assertThat(watch.status())
                .isEqualTo(new SourceStatus(
                        Optional.of(NOW), Optional.of(change("1").id()), Optional.of("no answer")));
        assertThat(failures("unreachable")).isEqualTo(1);
    }

    @Test
    void shouldForgetAFailureWhenTheSourceCanBeReadAgain() {
        source.failure = Optional.of(new SourceException("unreachable", "no answer"));
        watch.poll();
        source.failure = Optional.empty();
        source.offers = change("1");
        watch.poll();

        assertThat(watch.status().failure()).isEmpty();
        assertThat(sightings.reported).hasSize(1);
    }

    @Test
    void shouldReportAgainWhatTheBrokerDidNotTake() {
        source.offers = change("1");
        sightings.refusing = true;
        watch.poll();
        sightings.refusing = false;
        watch.poll();

        assertThat(sightings.reported).containsExactly(change("1").id());
        assertThat(failures("broker")).isEqualTo(1);
    }

    @Test
    void shouldSayAsLongAsASourceOffersRecalledContentThatItDoesAndReportNothing() {
        recall = Optional.of(new Withdrawal("debian-12-0123456789abcdef", "ada", "it panics", NOW));
        source.offers = change("1");
        watch.poll();

        assertThat(sightings.reported).isEmpty();
        assertThat(watch.status().failure())
                .contains("debian-12/kernel 1 is not published: SHA-256 " + "a".repeat(64)
                        + " is recalled: change debian-12-0123456789abcdef was withdrawn by ada at"
                        + " 2026-03-01T00:00:00Z: it panics;"
                        + " publish content that was built anew, with a digest of its own");
        assertThat(failures("recalled")).isEqualTo(1);
    }

    @Test
    void shouldSayAsLongAsASourceOffersAKnownVersionWithOtherContentThatItDoesAndReportNothing() {
        knownContent = Optional.of("b".repeat(64));
        source.offers = change("1");
        watch.poll();

        assertThat(sightings.reported).isEmpty();
        assertThat(watch.status().failure()).hasValueSatisfying(failure -> assertThat(failure)
                .contains("debian-12/kernel 1", "a".repeat(64), "b".repeat(64), "debian-12-first")
                .endsWith("; ask the archive why the content changed; to accept it, submit this content through the API"
                        + " with \"supersedes\": [\"sha256:" + "b".repeat(64) + "\"]"));
        assertThat(failures("other-content")).isEqualTo(1);
    }

    @Test
    void shouldOutliveAnUnexpectedError() {
        source.error = Optional.of(new IllegalStateException("a bug"));
        watch.poll();

        assertThat(watch.status().failure())
                .hasValueSatisfying(cause -> assertThat(cause).contains("a bug"));
    }

    @Test
    void shouldTellACauseOnceUntilItIsAnother() {
        SourceStatus failing = SourceStatus.unknown().failed("no answer");

        assertThat(SourceStatus.unknown().isNews("no answer")).isTrue();
        assertThat(failing.isNews("no answer")).isFalse();
        assertThat(failing.isNews("bad signature")).isTrue();
        assertThat(failing.succeeded(NOW, "id").isNews("no answer")).isTrue();
    }

    private final class ScriptedRecalls implements PublicationConflictLookup {

        @Override
        public Optional<WithdrawnContent> withdrawnContent(String sha256) {
            return recall.map(withdrawal -> new WithdrawnContent(sha256, withdrawal));
        }

        @Override
        public Optional<ContentConflict> otherContent(OfferedVersion offered) {
            return knownContent.flatMap(sha256 -> ContentConflict.of(offered, Map.of(sha256, "debian-12-first")));
        }
    }

    private double failures(String cause) {
        return registry.counter("slackwater_ingest_verification_failures", "source", "scripted", "cause", cause)
                .count();
    }

    private static Change change(String version) {
        VerifiedVersion kernel = new VerifiedVersion(
                "debian-12/kernel",
                PortionKind.KERNEL,
                version,
                VersionOrder.DEBIAN,
                List.of(),
                "a".repeat(64),
                1,
                VolumeFormat.RAW,
                URI.create("http://store/x"),
                Optional.empty());
        return new Change("debian-12", List.of(kernel), Severity.UNKNOWN, List.of(), "test");
    }

    private static final class ScriptedSource implements ChangeSource {

        private Change offers = change("0");
        private Optional<SourceException> failure = Optional.empty();
        private Optional<RuntimeException> error = Optional.empty();

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Duration interval() {
            return Duration.ofHours(1);
        }

        @Override
        public Change fetchNewest() throws SourceException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (error.isPresent()) {
                throw error.get();
            }
            return offers;
        }
    }

    private static final class RecordedSightings implements SightingPublisher {

        private final List<String> reported = new ArrayList<>();
        private boolean refusing;

        @Override
        public void available(Change change) {
            if (refusing) {
                throw new SightingException("no broker", new IllegalStateException());
            }
            reported.add(change.id());
        }

        @Override
        public void withdrawn(String operatingSystem, String changeId, String source, String reason) {
            reported.add("withdrawn " + changeId);
        }
    }
}
