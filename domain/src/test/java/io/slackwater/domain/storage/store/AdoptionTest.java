package io.slackwater.domain.storage.store;

import static io.slackwater.domain.storage.volume.Sample.NOW;
import static io.slackwater.domain.storage.volume.Sample.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.storage.model.Adoption;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.VolumeOrigin;
import io.slackwater.domain.storage.volume.ReclaimRules.DeleteRateLimit;
import io.slackwater.domain.storage.volume.Sample;
import io.slackwater.domain.storage.volume.StorageEvent;
import io.slackwater.domain.storage.volume.StorageEvent.Step;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeDecider;
import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdoptionTest {

    private static final String VOLUME = "vmlinuz-49";

    private final InMemoryStoreRepository book = new InMemoryStoreRepository();
    private final StoreMachine machine = new StoreMachine(
            book, new VolumeDecider(Sample.RULES), new DeleteGuard(book, DeleteRateLimit.UNBOUNDED, "log"));
    private final StoreMachine withoutGrace = new StoreMachine(
            book, new VolumeDecider(Sample.NO_GRACE), new DeleteGuard(book, DeleteRateLimit.UNBOUNDED, "log"));

    @Test
    void shouldKeepWhatNoAvailableChangeReplaces() {
        assertThat(steps(adopt(NOW))).containsExactly(Step.ADOPTED);
        assertThat(steps(machine.evaluateDue(STORE, VOLUME, NOW))).isEmpty();
    }

    @Test
    void shouldBeDueButNotRetiredWhenItIsReplacedAlready() {
        book.replacing.add("c50");

        assertThat(steps(adopt(NOW))).containsExactly(Step.ADOPTED, Step.DUE);
        assertThat(volume().state().dueSince()).contains(NOW);
    }

    @Test
    void shouldBeDueWhenAChangeThatReplacesItComes() {
        adopt(NOW);
        book.replacing.add("c50");

        assertThat(steps(machine.evaluateDue(STORE, VOLUME, NOW))).containsExactly(Step.DUE);
    }

    @Test
    void shouldStayWhenTheChangeThatReplacesItIsWithdrawn() {
        book.replacing.add("c50");
        adopt(NOW);
        book.replacing.clear();
        book.withdrawn.add("c50");

        assertThat(steps(machine.evaluateDue(STORE, VOLUME, NOW))).containsExactly(Step.ADOPTED);
        assertThat(volume().state().dueSince()).isEmpty();
    }

    @Test
    void shouldAdoptOnce() {
        adopt(NOW);

        assertThat(steps(adopt(NOW.plusSeconds(1)))).isEmpty();
        assertThat(volume().content().adoption()).contains(new Adoption("alex", "full", NOW));
    }

    @Test
    void shouldTakeThePlaceOfARule() {
        machine.outcome(
                new AddressedVolumeInput(
                        ref(VOLUME), new VolumeInput.Observed(Sample.NEW.holds(), VolumeFormat.RAW, 9, "", NOW)),
                NOW);

        assertThat(steps(adopt(NOW))).containsExactly(Step.ADOPTED);
        assertThat(volume().content().holds()).contains(Sample.OLD);
    }

    @Test
    void shouldNotTakeOverWhatSlackwaterStaged() {
        book.put(Sample.staged());

        StoreEffects effects = machine.outcome(
                new AddressedVolumeInput(
                        ref(Sample.NEW.volumeName()), new VolumeInput.Adopted(content(NOW), "", Set.of())),
                NOW);

        assertThat(steps(effects)).doesNotContain(Step.ADOPTED);
        assertThat(book.volume(STORE, Sample.NEW.volumeName())
                        .orElseThrow()
                        .content()
                        .origin())
                .isEqualTo(VolumeOrigin.STAGED);
    }

    @Test
    void shouldNotMeanWhatCameUnderTheNameAfterTheDelete() {
        book.replacing.add("c50");
        withoutGrace.outcome(
                new AddressedVolumeInput(ref(VOLUME), new VolumeInput.Adopted(content(NOW), "", Set.of())), NOW);
        withoutGrace.outcome(
                new AddressedVolumeInput(ref(VOLUME), new VolumeInput.Deleted(900, List.of(), List.of())),
                NOW.plusSeconds(1));

        assertThat(steps(adopt(NOW))).isEmpty();
        assertThat(steps(adopt(NOW.plusSeconds(2)))).containsExactly(Step.ADOPTED, Step.DUE);
    }

    private StoreEffects adopt(Instant at) {
        return machine.outcome(
                new AddressedVolumeInput(ref(VOLUME), new VolumeInput.Adopted(content(at), "", Set.of())), at);
    }

    private Volume volume() {
        return book.volume(STORE, VOLUME).orElseThrow();
    }

    private static Content content(Instant at) {
        Artifact artifact =
                new Artifact(Sample.OLD, VolumeFormat.RAW, "cd".repeat(32), 900, "http://127.0.0.1/kernel-49");
        return Content.adopted(
                Sample.OLD, Optional.of(artifact), VolumeFormat.RAW, 900, new Adoption("alex", "full", at));
    }

    private static VolumeRef ref(String name) {
        return new VolumeRef(STORE, name, "/pool/" + name);
    }

    private static List<Step> steps(StoreEffects effects) {
        return effects.events().stream().map(StorageEvent::step).toList();
    }
}
