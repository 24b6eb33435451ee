package io.slackwater.reclaimer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.domain.storage.volume.Sample;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeDecider;
import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.reclaimer.rest.DeletedDocument.Deleted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeletedDocumentTest {

    private static final Instant ASKED = Sample.NOW.minusSeconds(3);

    @Test
    void shouldTellWhatWasDeletedAndWhyThatWasSafe() {
        DeletedDocument document = DeletedDocument.of(List.of(deleted(Sample.retiring(), Sample.NOW, 900)), 10);

        assertThat(document.volumes()).singleElement().satisfies(one -> {
            assertThat(one.store()).isEqualTo(Sample.STORE);
            assertThat(one.volume()).isEqualTo("vmlinuz-49");
            assertThat(one.portion()).isEqualTo("debian-12/kernel");
            assertThat(one.version()).isEqualTo("6.1.0-49");
            assertThat(one.owner()).isEqualTo("ADOPTED");
            assertThat(one.deletedAt()).isEqualTo(Sample.NOW);
            assertThat(one.bytesFreed()).isEqualTo(900);
            assertThat(one.thereAgain()).isFalse();
            assertThat(one.proof())
                    .isEqualTo(new DeletedDocument.Proof(
                            1,
                            1,
                            List.of("vm-of-u1"),
                            List.of(new HostCheckResult("h1", ASKED, 0)),
                            Sample.NOW,
                            Sample.GRACE.toSeconds()));
        });
    }

    @Test
    void shouldTellWhoseDiskAReplacedOverlayWas() {
        DeletedDocument document = DeletedDocument.of(List.of(deleted(Sample.overlay(true), Sample.NOW, 900)), 10);

        assertThat(document.volumes()).singleElement().satisfies(one -> {
            assertThat(one.owner()).isEqualTo("REPLACED");
            assertThat(one.vmId()).isEqualTo("vm1");
            assertThat(one.proof().graceSeconds()).isZero();
        });
    }

    @Test
    void shouldNotCallThereAgainWhatIsOnlyOnItsWay() {
        Volume onItsWay = deleted(Sample.staged(), Sample.NOW, 900);
        Volume there = new VolumeDecider(Sample.RULES)
                .decide(onItsWay, new VolumeInput.Staged("/pool/new", 1000), Sample.situation())
                .volume();

        assertThat(thereAgain(onItsWay)).isFalse();
        assertThat(thereAgain(there)).isTrue();
    }

    private static boolean thereAgain(Volume volume) {
        return DeletedDocument.of(List.of(volume), 1).volumes().get(0).thereAgain();
    }

    @Test
    void shouldTellTheLatestFirstAndCountThoseThatAreBeyondTheLimit() {
        List<Volume> reclaimed = List.of(
                deleted(Sample.retiring(), Sample.NOW, 900),
                deleted(Sample.retiring(), Sample.NOW.plus(Duration.ofDays(1)), 90),
                deleted(Sample.retiring(), Sample.NOW.minus(Duration.ofDays(1)), 9));

        DeletedDocument document = DeletedDocument.of(reclaimed, 2);

        assertThat(document.volumes()).extracting(Deleted::bytesFreed).containsExactly(90L, 900L);
        assertThat(document.count()).isEqualTo(3);
        assertThat(document.bytesFreed()).isEqualTo(999);
    }

    private static Volume deleted(Volume retiring, Instant at, long bytesFreed) {
        UpdateMove move = Sample.move("u1", UpdateMove.Direction.AWAY, UpdateMove.Status.COMPLETED);
        VolumeInput deleted =
                new VolumeInput.Deleted(bytesFreed, List.of(new HostCheckResult("h1", ASKED, 0)), List.of(move));
        return new VolumeDecider(Sample.RULES)
                .decide(retiring, deleted, Sample.at(Sample.situation(), at))
                .volume();
    }
}
