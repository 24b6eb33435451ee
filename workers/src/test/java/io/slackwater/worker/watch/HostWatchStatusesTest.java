package io.slackwater.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.worker.watch.HostWatchStatuses.Gap;
import io.slackwater.worker.watch.HostWatchStatuses.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HostWatchStatusesTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Gap FAILURE = new Gap(true, BEGIN, "The broker is away");

    private final HostWatchStatuses board = new HostWatchStatuses(new Unmetered());

    @Test
    void shouldCallAHostUnwatchedUntilItIsReadForTheFirstTime() {
        HostWatchStatus entry = board.open("host-1", BEGIN);
        assertThat(board.gapOf("host-1", BEGIN)).hasValueSatisfying(gap -> {
            assertThat(gap.isFailure()).isFalse();
            assertThat(gap.since()).isEqualTo(BEGIN);
        });

        entry.read(new Status(true, BEGIN, 2, ""));

        assertThat(board.gapOf("host-1", BEGIN)).isEmpty();
    }

    @Test
    void shouldCallAHostUnwatchedWhosePublicationHangs() {
        HostWatchStatus entry = board.open("host-1", BEGIN);
        entry.read(new Status(true, BEGIN, 2, ""));

        entry.publishing(BEGIN.plusSeconds(10));

        assertThat(board.gaps(BEGIN.plusSeconds(15))).isEmpty();
        assertThat(board.gaps(BEGIN.plusSeconds(16)).get("host-1").since()).isEqualTo(BEGIN.plusSeconds(10));
        entry.published();
        assertThat(board.gaps(BEGIN.plusSeconds(16))).isEmpty();
    }

    @Test
    void shouldSaySinceTheFirstFailureThoughTheWatchBeginsAnewAndFailsAgain() {
        board.open("host-1", BEGIN);
        board.breakOff("host-1", FAILURE);

        HostWatchStatus anew = board.open("host-1", BEGIN.plusSeconds(5));
        anew.notPublished(BEGIN.plusSeconds(7), "no answer");

        assertThat(board.gaps(BEGIN.plusSeconds(8)))
                .containsEntry("host-1", new Gap(true, BEGIN, "What was seen could not be published: no answer"));
    }

    @Test
    void shouldNotShowWhatAWatcherReportsWhoseWatchBrokeOff() {
        HostWatchStatus entry = board.open("host-1", BEGIN);
        board.breakOff("host-1", FAILURE);

        entry.read(new Status(true, BEGIN, 2, ""));

        assertThat(board.hosts()).isEmpty();
        assertThat(board.gaps(BEGIN)).containsEntry("host-1", FAILURE);
    }

    @Test
    void shouldCallEveryHostUnwatchedUntilTheInstanceHasItsOwnAndForgetThoseThatAreNot() {
        board.open("host-1", BEGIN);
        board.breakOff("host-1", FAILURE);
        board.outage(FAILURE);
        board.outage(new Gap(false, BEGIN.plus(Duration.ofMinutes(1)), "It takes them over"));
        assertThat(board.gapOf("host-2", BEGIN)).contains(new Gap(true, BEGIN, "It takes them over"));

        board.taken();

        assertThat(board.gapOf("host-1", BEGIN)).isEmpty();
        assertThat(board.gapOf("host-2", BEGIN)).isEmpty();
    }

    private static final class Unmetered implements HostWatchStatuses.ResyncMeter {

        @Override
        public void resynced(Duration took) {}

        @Override
        public void malformed() {}
    }
}
