package io.slackwater.domain.storage.store;

import static io.slackwater.domain.storage.volume.Sample.NOW;
import static io.slackwater.domain.storage.volume.Sample.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.Adoption;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.storage.volume.ReclaimRules.DeleteRateLimit;
import io.slackwater.domain.storage.volume.Sample;
import io.slackwater.domain.storage.volume.StorageEvent;
import io.slackwater.domain.storage.volume.StorageEvent.Step;
import io.slackwater.domain.storage.volume.UpdateCounts;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeDecider;
import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreMachineTest {

    private static final String BASE = "base-49.qcow2";
    private static final String OLD_OVERLAY = "vm1-vda.qcow2";
    private static final String NEW_OVERLAY = "vm1-vda-1a2b.qcow2";
    private static final PortionVersion OLD = new PortionVersion("debian-12/base", "49", PortionKind.BASE_IMAGE);
    private static final Artifact NEW = new Artifact(
            new PortionVersion("debian-12/base", "50", PortionKind.BASE_IMAGE),
            VolumeFormat.QCOW2,
            "cd".repeat(32),
            1000,
            "http://127.0.0.1/base");

    private final InMemoryStoreRepository book = new InMemoryStoreRepository();
    private final StoreMachine machine = new StoreMachine(
            book, new VolumeDecider(Sample.NO_GRACE), new DeleteGuard(book, DeleteRateLimit.UNBOUNDED, "log"));

    @BeforeEach
    void prepare() {
        book.artifacts.put("c1", NEW);
        machine.outcome(
                new AddressedVolumeInput(
                        ref(BASE),
                        new VolumeInput.Observed(
                                Content.named(OLD, VolumeFormat.QCOW2, 900).withConsent(true), "/pool/" + BASE, NOW)),
                NOW);
    }

    @Test
    void shouldHoldBaseUntilTheReplacedOverlayIsGone() {
        required();
        update("u1", Phase.APPLIED);
        assertThat(blockersOf(BASE)).contains(BlockerCode.USED_BY_BACKING_CHAIN);

        StoreEffects verified = update("u1", Phase.VERIFIED);
        assertThat(commands(verified)).containsExactly(OLD_OVERLAY);
        assertThat(blockersOf(BASE)).containsExactly(BlockerCode.USED_BY_BACKING_CHAIN);

        StoreEffects gone = deleted(OLD_OVERLAY);
        assertThat(steps(gone)).containsExactly(Step.RECLAIMED, Step.DUE, Step.RETIRING);
        assertThat(commands(gone)).containsExactly(BASE);
    }

    @Test
    void shouldReclaimWhatWasStagedForAChangeThatAnotherOvertook() {
        String staged = Sample.NEW.volumeName();
        book.put(Sample.staged());
        book.replacing.add("c51");
        assertThat(commands(machine.evaluateDue(STORE, staged, NOW)))
                .as("an update may still move its VM there")
                .isEmpty();

        book.put(Sample.stagedInVain());

        assertThat(commands(machine.evaluateDue(STORE, staged, NOW))).containsExactly(staged);
    }

    @Test
    void shouldKeepReplacedOverlayAsRollbackTargetUntilTheVerdict() {
        required();

        StoreEffects applied = update("u1", Phase.APPLIED);

        assertThat(steps(applied)).contains(Step.REPLACED_OVERLAY);
        assertThat(commands(applied)).isEmpty();
        assertThat(blockersOf(OLD_OVERLAY)).containsExactly(BlockerCode.UPDATES_OUTSTANDING);
    }

    @Test
    void shouldReclaimTheNewOverlayWhenTheUpdateIsRolledBack() {
        vmRefersTo(OLD_OVERLAY);
        required();
        update("u1", Phase.APPLIED);
        update("u1", Phase.FAILED);

        StoreEffects rolledBack = update("u1", Phase.ROLLED_BACK);

        assertThat(commands(rolledBack)).containsExactly(NEW_OVERLAY);
        assertThat(blockersOf(OLD_OVERLAY)).containsExactly(BlockerCode.NOT_OWNED);
        assertThat(blockersOf(BASE)).contains(BlockerCode.UPDATES_OUTSTANDING);
    }

    @Test
    void shouldReclaimTheOldOverlayWhenTheVmWentWhileItsUpdateWasInFlight() {
        required();
        update("u1", Phase.APPLIED);

        assertThat(commands(update("u1", Phase.NOT_NEEDED))).containsExactly(OLD_OVERLAY);
    }

    @Test
    void shouldKeepTheRollbackTargetOfAnUpdateInFlightWhenAnotherFromTheSameOverlayIsNotNeeded() {
        required();
        update("u1", Phase.APPLIED);
        update("u2", Phase.REQUIRED);

        StoreEffects ended = update("u2", Phase.NOT_NEEDED);

        assertThat(commands(ended)).isEmpty();
        assertThat(blockersOf(OLD_OVERLAY)).containsExactly(BlockerCode.UPDATES_OUTSTANDING);
    }

    @Test
    void shouldLeaveOverlayAloneWhenTheVmWentBeforeItsUpdateBegan() {
        required();

        StoreEffects ended = update("u1", Phase.NOT_NEEDED);

        assertThat(commands(ended)).as("only a rule names the base").isEmpty();
        assertThat(blockersOf(BASE)).containsExactly(BlockerCode.NAMED_BY_RULE);
        assertThat(book.volume(STORE, OLD_OVERLAY)).isEmpty();
    }

    @Test
    void shouldKeepTheRollbackTargetThatAnEarlierUpdateLeftTheVmOn() {
        vmRefersTo(NEW_OVERLAY);
        required();
        update("u1", Phase.RELEASED);
        assertThat(blockersOf(NEW_OVERLAY)).containsExactly(BlockerCode.USED_BY_VM);

        machine.update(STORE, from(NEW_OVERLAY, "u2", Phase.GRANTED), NOW);
        StoreEffects movedOn = vmRefersTo("vm1-vda-3c4d.qcow2");
        machine.update(STORE, from(NEW_OVERLAY, "u2", Phase.APPLIED), NOW);

        assertThat(commands(movedOn)).isEmpty();
        assertThat(blockersOf(NEW_OVERLAY)).containsExactly(BlockerCode.UPDATES_OUTSTANDING);
    }

    @Test
    void shouldReclaimTheNewOverlayAfterAnUpdateFromItThatCameToNothing() {
        vmRefersTo(NEW_OVERLAY);
        required();
        update("u1", Phase.APPLIED);
        update("u1", Phase.ROLLED_BACK);
        machine.update(STORE, from(NEW_OVERLAY, "u2", Phase.GRANTED), NOW);
        assertThat(commands(vmRefersTo(OLD_OVERLAY))).isEmpty();

        StoreEffects ended = machine.update(STORE, from(NEW_OVERLAY, "u2", Phase.NOT_NEEDED), NOW);

        assertThat(commands(ended)).containsExactly(NEW_OVERLAY);
    }

    @Test
    void shouldLeaveTheNewOverlayAloneWhenWhatWasAppliedComesBack() {
        required();
        update("u1", Phase.APPLIED);

        StoreEffects released = update("u1", Phase.RELEASED);

        assertThat(commands(released)).isEmpty();
        assertThat(book.volume(STORE, NEW_OVERLAY)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"SUPERSEDED", "WITHDRAWN"})
    void shouldReclaimTheOldOverlayWhenWhatWasAppliedEndsWithoutAVerdict(Phase end) {
        required();
        update("u1", Phase.APPLIED);
        update("u1", Phase.RELEASED);

        assertThat(commands(update("u1", end))).containsExactly(OLD_OVERLAY);
    }

    @Test
    void shouldNotTakeBackAVerdictWhenAnEventComesAgain() {
        required();
        update("u1", Phase.APPLIED);
        update("u1", Phase.VERIFIED);
        deleted(OLD_OVERLAY);

        StoreEffects again = update("u1", Phase.APPLIED);

        assertThat(again.events()).isEmpty();
        assertThat(again.commands()).isEmpty();
    }

    @Test
    void shouldCompleteARolledBackUpdateWhenTheVmWentBeforeItSaidSo() {
        required();
        update("u1", Phase.APPLIED);
        update("u1", Phase.FAILED);

        update("u1", Phase.ROLLED_BACK);

        assertThat(blockersOf(BASE)).doesNotContain(BlockerCode.UPDATES_OUTSTANDING);
    }

    @Test
    void shouldCompleteARolledBackUpdateWhenALaterChangeMovesItsVm() {
        vmRefersTo(OLD_OVERLAY);
        required();
        update("u1", Phase.ROLLED_BACK);
        assertThat(blockersOf(BASE)).contains(BlockerCode.UPDATES_OUTSTANDING);
        book.artifacts.put("c2", NEW);

        machine.update(STORE, event("u2", "c2", Phase.REQUIRED), NOW);
        machine.update(STORE, event("u2", "c2", Phase.VERIFIED), NOW);
        deleted(OLD_OVERLAY);

        assertThat(book.volume(STORE, BASE).orElseThrow().updateCounts().away().values())
                .allSatisfy(count -> assertThat(count.outstanding()).isZero());
    }

    @Test
    void shouldStageOncePerStoreHoweverManyVmsNeedIt() {
        StoreEffects first = required();
        StoreEffects second = machine.update(STORE, event("u2", "c1", Phase.REQUIRED), NOW);

        assertThat(first.commands()).extracting(VolumeCommand::type).containsExactly(VolumeCommand.Type.STAGE);
        assertThat(second.commands()).isEmpty();
    }

    @Test
    void shouldMoveNoVmToWhatAPersonAdopted() {
        Content content = Content.adopted(
                NEW.holds(), Optional.of(NEW), VolumeFormat.QCOW2, 1000, new Adoption("somebody", "it is a copy", NOW));
        book.put(atRest("copy.qcow2", content));

        assertStages(NEW, required());
    }

    @Test
    void shouldMoveNoVmToWhatIsOnlyNamedLikeTheVersion() {
        book.put(atRest("base-50.qcow2", Content.named(NEW.holds(), VolumeFormat.QCOW2, 1000)));

        assertStages(NEW, required());
    }

    @Test
    void shouldReadWhatARuleNamesUnderTheNameOfTheContentBeforeAVmIsMovedToIt() {
        book.put(atRest(NEW.volumeName(), Content.named(NEW.holds(), VolumeFormat.QCOW2, 1000)));

        assertStages(NEW, required());
        assertThat(volume(NEW.volumeName()).content().isStagedFrom(NEW)).isTrue();
    }

    @Test
    void shouldStageEachContentOfAVersionForItself() {
        required();
        staged(NEW);
        book.artifacts.put("c2", artifact("50", "ef"));

        assertStages(artifact("50", "ef"), machine.update(STORE, event("u2", "c2", Phase.REQUIRED), NOW));
        assertThat(volume(NEW.volumeName()).updateCounts().pins().changes()).containsExactly("c1");
    }

    @Test
    void shouldTakeTheContentThatIsThereUnderAnotherVersion() {
        required();
        staged(NEW);
        book.artifacts.put("c2", artifact("51", "cd"));

        assertThat(machine.update(STORE, event("u2", "c2", Phase.REQUIRED), NOW).commands())
                .isEmpty();
        assertThat(volume(NEW.volumeName()).updateCounts().pins().changes()).containsExactly("c1", "c2");
    }

    private void staged(Artifact artifact) {
        VolumeRef ref = ref(artifact.volumeName());
        machine.outcome(new AddressedVolumeInput(ref, new VolumeInput.Staged("/pools/" + ref.name(), 1000)), NOW);
    }

    private Volume volume(String name) {
        return book.volume(STORE, name).orElseThrow();
    }

    private static Artifact artifact(String version, String hex) {
        return new Artifact(
                new PortionVersion(NEW.holds().portion(), version, PortionKind.BASE_IMAGE),
                VolumeFormat.QCOW2,
                hex.repeat(32),
                1000,
                NEW.uri());
    }

    private static Volume atRest(String name, Content content) {
        return new Volume(
                ref(name),
                content,
                VolumeState.Present.AT_REST,
                UpdateCounts.NONE,
                Optional.empty(),
                Volume.LastPublished.NOTHING,
                Volume.Dispatch.NONE,
                Optional.empty());
    }

    private static void assertStages(Artifact artifact, StoreEffects effects) {
        assertThat(effects.commands()).singleElement().satisfies(command -> {
            assertThat(command.type()).isEqualTo(VolumeCommand.Type.STAGE);
            assertThat(command.volume().name()).isEqualTo(artifact.volumeName());
            assertThat(command.artifact()).contains(artifact);
        });
    }

    @Test
    void shouldNotReclaimWhatAWithdrawnChangeWouldHaveReplaced() {
        required();
        book.withdrawn.add("c1");

        StoreEffects ended = update("u1", Phase.WITHDRAWN);

        assertThat(ended.commands()).isEmpty();
        assertThat(steps(ended)).doesNotContain(Step.DUE);
    }

    @Test
    void shouldIgnoreUpdatesOfPackages() {
        Replacement packages = new Replacement(
                "vda",
                "debian-12/packages",
                PortionKind.PACKAGES,
                "1",
                new VolumeRef("", "", ""),
                Optional.empty(),
                "2",
                Optional.empty(),
                Optional.empty());

        StoreEffects effects =
                machine.update(STORE, new VmUpdatePhase("u1", "c1", "vm1", Phase.REQUIRED, List.of(packages)), NOW);

        assertThat(effects.events()).isEmpty();
        assertThat(effects.commands()).isEmpty();
    }

    @Test
    void shouldHoldEverythingOfAStoreForAVmThatIsUnknown() {
        VolumeReference any = new VolumeReference(VolumeReference.ANY, Sample.blocker(BlockerCode.VM_UNKNOWN, "vm9"));
        machine.references(STORE, "vm9", List.of(any), NOW);

        required();

        assertThat(blockersOf(BASE)).containsExactly(BlockerCode.UPDATES_OUTSTANDING, BlockerCode.VM_UNKNOWN);
        assertThat(book.wokenStores).containsExactly(STORE);
    }

    private StoreEffects vmRefersTo(String volume) {
        VolumeReference held = new VolumeReference(volume, Sample.blocker(BlockerCode.USED_BY_VM, "vm1"));
        return machine.references(STORE, "vm1", List.of(held), NOW);
    }

    private StoreEffects required() {
        return update("u1", Phase.REQUIRED);
    }

    private StoreEffects update(String updateId, Phase phase) {
        return machine.update(STORE, event(updateId, "c1", phase), NOW);
    }

    private StoreEffects deleted(String volume) {
        return machine.outcome(
                new AddressedVolumeInput(ref(volume), new VolumeInput.Deleted(10, List.of(), List.of())), NOW);
    }

    private static VmUpdatePhase event(String updateId, String changeId, Phase phase) {
        boolean isApplied = phase != Phase.REQUIRED && phase != Phase.NOT_NEEDED;
        Replacement move = new Replacement(
                "vda",
                "debian-12/base",
                PortionKind.BASE_IMAGE,
                "1",
                ref(BASE),
                Optional.of(ref(OLD_OVERLAY)),
                "2",
                isApplied ? Optional.of(ref(NEW.volumeName())) : Optional.empty(),
                isApplied ? Optional.of(ref(NEW_OVERLAY)) : Optional.empty());
        return new VmUpdatePhase(updateId, changeId, "vm1", phase, List.of(move));
    }

    private static VmUpdatePhase from(String overlay, String updateId, Phase phase) {
        Replacement move = new Replacement(
                "vda",
                "debian-12/base",
                PortionKind.BASE_IMAGE,
                "1",
                ref(NEW.volumeName()),
                Optional.of(ref(overlay)),
                "2",
                Optional.of(ref(BASE)),
                Optional.of(ref("vm1-vda-3c4d.qcow2")));
        return new VmUpdatePhase(updateId, "c2", "vm1", phase, List.of(move));
    }

    private List<BlockerCode> blockersOf(String volume) {
        return book.volume(STORE, volume).orElseThrow().lastPublished().blockers().stream()
                .map(Blocker::code)
                .toList();
    }

    private static List<String> commands(StoreEffects effects) {
        return effects.commands().stream()
                .filter(command -> command.type() == VolumeCommand.Type.RECLAIM)
                .map(command -> command.volume().name())
                .toList();
    }

    private static List<Step> steps(StoreEffects effects) {
        return effects.events().stream().map(StorageEvent::step).toList();
    }

    private static VolumeRef ref(String name) {
        return new VolumeRef(STORE, name, "/pool/" + name);
    }
}
