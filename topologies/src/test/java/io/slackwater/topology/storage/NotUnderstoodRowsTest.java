package io.slackwater.topology.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.storage.volume.NotUnderstoodBlocker;
import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.HeldRow;
import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.MoveDirectionRow;
import io.slackwater.schemas.MoveRow;
import io.slackwater.schemas.MoveStatusRow;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.VolumeRow;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.OtherVersion;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.storage.MachineDriver.Logged;
import io.slackwater.topology.storage.row.VolumeRowMapper;
import io.slackwater.topology.storage.state.CompoundKeys;
import io.slackwater.topology.storage.state.StateTopicBuffer.Kind;
import io.slackwater.topology.storage.state.StorageStateStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A machine that lost its state and reads rows and decisions of a newer version. */
class NotUnderstoodRowsTest {

    private static final String STORE = "h1/default";
    private static final Duration GRACE = Duration.ofDays(1);
    private static final AvroCodec<StorageState> ROWS = new AvroCodec<>(StorageState.class);

    private static final List<OtherVersion> LATER = List.of(
            version("VolumeOriginRow", "NOBODY"),
            version("LifeStateRow", "HELD"),
            version("MoveStatusRow", "OPEN"),
            version("MoveDirectionRow", "AWAY"),
            version("BlockerCode", "USED_BY_VM"));

    @TempDir
    private Path stateDirectory;

    @TempDir
    private Path otherDirectory;

    private MachineDriver machine;

    /** The log of a machine whose old volume is deleted once its grace time is over. */
    @BeforeEach
    void start() {
        machine = new MachineDriver(stateDirectory, GRACE);
        new StoreLife(machine).stageAndMove();
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void shouldDeleteWhatIsDueWhenItUnderstandsAllRows() {
        replay(List.of(), fresh -> {
            fresh.pass(GRACE);
            assertDeletesTheOldVolume(fresh);
        });
    }

    @ParameterizedTest
    @MethodSource("notUnderstood")
    void shouldDeleteNothingOfAStoreWhileARowOfItIsNotUnderstood(Logged row) {
        replay(List.of(row), fresh -> {
            fresh.pass(GRACE);

            assertThat(fresh.commands()).extracting(StorageCommand::getType).isEmpty();
            assertThat(fresh.events())
                    .flatExtracting(event -> event.getBlockers())
                    .anySatisfy(blocker -> {
                        assertThat(blocker.getCode()).isEqualTo(BlockerCode.REFERENCE_UNCLEAR);
                        assertThat(blocker.getDetail()).contains("not understood by this version");
                    });
        });
    }

    @ParameterizedTest
    @MethodSource("notUnderstood")
    void shouldGoOnWhenALaterRowOfTheSameKeyIsUnderstood(Logged row) {
        Optional<Logged> before = machine.log().stream()
                .filter(logged ->
                        logged.topic().equals(row.topic()) && logged.key().equals(row.key()))
                .reduce((earlier, later) -> later);
        List<Logged> rows = new ArrayList<>(List.of(row));
        before.ifPresent(rows::add);

        replay(rows, fresh -> {
            fresh.pass(GRACE);
            assertThat(fresh.commands()).hasSize(before.isPresent() ? 1 : 0);
        });
    }

    @Test
    void shouldKeepTheVolumeThatIsReferredToForAReasonOfANewerVersion() {
        Blocker reference = new Blocker(BlockerCode.USED_BY_VM, "vm7", Records.NOW, "it is teleported there");
        HeldRows held = new HeldRows("vm7", List.of(new HeldRow(Records.OLD, null, false, reference)));
        Logged row = later(
                Kind.HOLDING.key(STORE, "vm7"),
                StorageState.newBuilder().setHolding(held),
                "BlockerCode",
                "USED_BY_VM");

        replay(List.of(row), fresh -> {
            fresh.pass(GRACE);

            assertThat(fresh.commands()).isEmpty();
            assertThat(fresh.events())
                    .flatExtracting(event -> event.getBlockers())
                    .anySatisfy(blocker -> {
                        assertThat(blocker.getCode()).isEqualTo(BlockerCode.UNKNOWN);
                        assertThat(blocker.getDetail()).startsWith("it is teleported there");
                    });
        });
    }

    @Test
    void shouldGoOnWhenTheHolderIsObservedAnew() {
        replay(List.of(notUnderstoodHolding()), fresh -> {
            fresh.send(Topics.VM_INVENTORY, "vm7", Records.observed("vm7", "h1", "vm7.img"));
            fresh.pass(GRACE);
            fresh.pass(MachineDriver.TIMES.longestRetry().plus(MachineDriver.TICK));
            fresh.pass(GRACE.plus(MachineDriver.TICK));

            assertThat(fresh.commands())
                    .extracting(command -> command.getVolume().getVolume())
                    .isNotEmpty()
                    .containsOnly(Records.OLD);
        });
    }

    @ParameterizedTest
    @MethodSource("notUnderstood")
    void shouldGoOnWhenAPersonRemovedTheRowBeforeItIsReadAgain(Logged row) {
        replay(List.of(row, gone(row)), fresh -> {
            fresh.pass(GRACE);

            assertDeletesTheOldVolume(fresh);
        });
    }

    @ParameterizedTest
    @MethodSource("notUnderstood")
    void shouldGoOnWhenAPersonRemovesTheRowOfARunningMachine(Logged row) {
        replay(List.of(row), fresh -> {
            fresh.pass(GRACE);
            assertThat(fresh.commands()).isEmpty();
            fresh.deadLetters(Topics.STORAGE_STATE);

            fresh.feed(List.of(gone(row)));
            fresh.pass(MachineDriver.TICK);
            fresh.pass(GRACE.plus(MachineDriver.TICK));

            assertThat(fresh.commands())
                    .extracting(command -> command.getVolume().getVolume())
                    .isNotEmpty()
                    .containsOnly(Records.OLD);
            assertThat(fresh.deadLetters(Topics.STORAGE_STATE)).isEmpty();
        });
    }

    @Test
    void shouldKeepWhatAHolderRefersToWhenItsRowIsRemovedThatIsUnderstood() {
        Logged holding = machine.log().stream()
                .filter(logged -> logged.topic().equals(Topics.STORAGE_STATE.name())
                        && Kind.HOLDING.isOf(CompoundKeys.parts(logged.key())))
                .findFirst()
                .orElseThrow();
        Object before = machine.state().get(StorageStateStores.HOLDINGS);

        machine.feed(List.of(gone(holding)));

        assertThat(machine.state().get(StorageStateStores.HOLDINGS)).isEqualTo(before);
    }

    @Test
    void shouldGoOnWhenAPersonReleasesWhatIsNotUnderstoodAndNothingElse() {
        machine.send(Topics.STORAGE_DECISIONS, STORE, unknown(STORE));
        machine.send(Topics.STORAGE_DECISIONS, STORE, released("audit"));
        machine.pass(GRACE.plus(MachineDriver.TICK));
        assertThat(machine.commands()).isEmpty();

        machine.send(Topics.STORAGE_DECISIONS, STORE, released(NotUnderstoodBlocker.HOLD));
        machine.pass(MachineDriver.TICK);
        machine.pass(GRACE.plus(MachineDriver.TICK));

        assertThat(machine.commands())
                .extracting(command -> command.getVolume().getVolume())
                .isNotEmpty()
                .containsOnly(Records.OLD);
    }

    @Test
    void shouldDeleteNothingOfAStoreAfterADecisionOfANewerVersionAboutIt() {
        machine.send(Topics.STORAGE_DECISIONS, STORE, unknown(STORE));
        machine.pass(GRACE.plus(MachineDriver.TICK));

        assertThat(machine.commands()).isEmpty();
        assertThat(machine.events())
                .flatExtracting(event -> event.getBlockers())
                .anySatisfy(blocker -> assertThat(blocker.getDetail())
                        .startsWith("alex decided something about the store that this version does not know"));
    }

    @Test
    void shouldDeleteNothingAfterADecisionOfANewerVersionAboutAllStoresUntilAnotherIsMade() {
        machine.send(Topics.STORAGE_DECISIONS, "fleet", unknown("fleet"));
        machine.pass(GRACE.plus(MachineDriver.TICK));
        assertThat(machine.commands()).isEmpty();

        machine.send(Topics.STORAGE_DECISIONS, "fleet", Records.unfrozen());
        machine.pass(MachineDriver.TICK);
        assertDeletesTheOldVolume(machine);
    }

    static Stream<Logged> notUnderstood() {
        VolumeRow volume = VolumeRowMapper.row(io.slackwater.domain.storage.volume.Volume.unknown(
                new io.slackwater.domain.volume.VolumeRef(STORE, "other", "/pool/other")));
        MoveRow move = new MoveRow("u7", Records.CHANGE, "vm7", MoveDirectionRow.AWAY, MoveStatusRow.OPEN);
        String volumeKey = Kind.VOLUME.key(STORE, "other");
        String moveKey = Kind.MOVE.key(STORE, "other", "vm7", "u7");
        return Stream.of(
                later(volumeKey, StorageState.newBuilder().setVolume(volume), "VolumeOriginRow", "NOBODY"),
                later(volumeKey, StorageState.newBuilder().setVolume(volume), "LifeStateRow", "HELD"),
                later(moveKey, StorageState.newBuilder().setMove(move), "MoveStatusRow", "OPEN"),
                later(moveKey, StorageState.newBuilder().setMove(move), "MoveDirectionRow", "AWAY"),
                logged(Kind.BRAKE.key(STORE), StorageState.newBuilder()),
                logged(CompoundKeys.of("quota", STORE), StorageState.newBuilder()),
                notUnderstoodHolding());
    }

    private static Logged notUnderstoodHolding() {
        return new Logged(
                Topics.STORAGE_STATE.name(),
                Kind.HOLDING.key(STORE, "vm7"),
                "garbage".getBytes(StandardCharsets.UTF_8),
                "e1");
    }

    /** A row of a version that has another symbol where this one has {@code symbol}. */
    private static Logged later(String key, StorageState.Builder row, String choice, String symbol) {
        return new Logged(
                Topics.STORAGE_STATE.name(), key, version(choice, symbol).write(ROWS.encode(row.build())), "e1");
    }

    private static OtherVersion version(String choice, String symbol) {
        return OtherVersion.withSymbolInsteadOf(StorageState.class, choice, symbol);
    }

    private static Logged logged(String key, StorageState.Builder row) {
        return new Logged(Topics.STORAGE_STATE.name(), key, ROWS.encode(row.build()), "e1");
    }

    @SuppressWarnings("NullAway") // a record without a value is what it is about
    private static Logged gone(Logged row) {
        return new Logged(row.topic(), row.key(), null, "e2");
    }

    private static StorageDecision released(String hold) {
        return StorageDecision.newBuilder(Records.frozen())
                .setType(StorageDecisionType.RELEASED)
                .setStore(STORE)
                .setVolume("other")
                .setHold(hold)
                .build();
    }

    private static StorageDecision unknown(String store) {
        return StorageDecision.newBuilder(Records.frozen())
                .setType(StorageDecisionType.UNKNOWN)
                .setStore(store)
                .build();
    }

    private void replay(List<Logged> more, Consumer<MachineDriver> then) {
        AtomicBoolean isAtHorizon = new AtomicBoolean();
        try (MachineDriver fresh = new MachineDriver(otherDirectory, GRACE, machine.now(), isAtHorizon::get)) {
            LATER.forEach(version -> fresh.schemas.addSchema(version.schema()));
            fresh.feed(machine.log());
            fresh.feed(more);
            isAtHorizon.set(true);
            fresh.pass(MachineDriver.TICK);
            then.accept(fresh);
        }
    }

    private static void assertDeletesTheOldVolume(MachineDriver machine) {
        assertThat(machine.commands())
                .extracting(command -> command.getVolume().getVolume())
                .containsExactly(Records.OLD);
    }
}
