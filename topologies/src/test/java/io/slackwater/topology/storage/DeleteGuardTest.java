package io.slackwater.topology.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.storage.volume.ReclaimRules;
import io.slackwater.domain.storage.volume.ReclaimRules.DeleteRateLimit;
import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.LogCount;
import io.slackwater.schemas.ReferenceFinding;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageOutcomeType;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.storage.state.CompoundKeys;
import io.slackwater.topology.storage.state.StorageStateStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds up deletes that nothing else holds up. */
class DeleteGuardTest {

    private static final String STORE = "h1/default";
    private static final String OTHER_STORE = "h2/default";
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Duration TURN = Duration.ofSeconds(2);

    @TempDir
    private Path stateDirectory;

    private MachineDriver machine;

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void shouldDeleteNothingInAnyStoreWhileDeletesAreFrozen() {
        givenMachine(DeleteRateLimit.UNBOUNDED);
        decide(Records.frozen());
        givenAdopted(STORE, "a");
        givenAdopted(OTHER_STORE, "b");

        assertThat(machine.commands()).isEmpty();
        List<VolumeEvent> told = machine.events();
        assertThat(codes(told, "a")).containsExactly(BlockerCode.STORAGE_FROZEN);
        assertThat(codes(told, "b")).containsExactly(BlockerCode.STORAGE_FROZEN);

        decide(Records.unfrozen());
        machine.pass(MachineDriver.TICK);

        assertThat(machine.commands())
                .extracting(command -> command.getVolume().getVolume())
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldIssueNoDeleteAgainThatAHandRefusedWhileDeletesAreFrozen() {
        givenMachine(DeleteRateLimit.UNBOUNDED);
        givenAdopted(STORE, "a");
        StorageCommand issued = command();
        decide(Records.frozen());

        machine.send(Topics.STORAGE_OUTCOMES, STORE, refused(issued, BlockerCode.STORAGE_FROZEN));
        machine.pass(MachineDriver.TIMES.longestRetry());
        assertThat(machine.commands()).isEmpty();

        decide(Records.unfrozen());
        machine.pass(MachineDriver.TIMES.longestRetry());
        assertThat(command().getVolume().getVolume()).isEqualTo("a");
    }

    @Test
    void shouldOnlyAskWhetherAVolumeIsThereWhenItsDeleteRanOutWhileDeletesAreFrozen() {
        givenMachine(DeleteRateLimit.UNBOUNDED);
        givenAdopted(STORE, "a");
        command();
        decide(Records.frozen());

        machine.pass(MachineDriver.TIMES.commandLifetime().plus(MachineDriver.TIMES.checkMargin()));

        assertThat(machine.commands()).extracting(StorageCommand::getType).containsExactly(StorageCommandType.INSPECT);
    }

    @Test
    void shouldBeginDeletesNoFasterThanTheRateOfTheirStore() {
        givenMachine(new DeleteRateLimit(TURN, Duration.ZERO, Duration.ZERO));
        givenAdopted(STORE, "a", "b", "c");

        assertThat(names(machine.commands())).containsExactly("a");
        List<VolumeEvent> told = machine.events();
        assertThat(codes(told, "b")).containsExactly(BlockerCode.DELETE_RATE);
        assertThat(detail(told, "c")).contains(Records.NOW.plus(TURN).plus(TURN).toString());
        machine.pass(TURN.minus(MachineDriver.TICK));
        assertThat(machine.commands()).isEmpty();
        machine.pass(MachineDriver.TICK);
        assertThat(names(machine.commands())).containsExactly("b");
        machine.pass(TURN);
        assertThat(names(machine.commands())).containsExactly("c");
    }

    @Test
    void shouldNotLookAtWaitingVolumesBeforeTheirTurn() {
        givenMachine(new DeleteRateLimit(TURN, Duration.ZERO, Duration.ZERO));
        givenAdopted(STORE, "a", "b", "c", "d", "e", "f");
        machine.log();

        machine.pass(TURN);

        assertThat(machine.state().get(StorageStateStores.WAKES).values())
                .noneMatch(times -> String.valueOf(times).contains(CompoundKeys.time(Instant.EPOCH)));
        assertThat(names(machine.commands())).containsExactly("a", "b");
        assertThat(machine.state().get(StorageStateStores.WAKES)).hasSize(6);
    }

    @Test
    void shouldBeginDeletesOfSeveralStoresNoFasterThanTheRateOverall() {
        givenMachine(new DeleteRateLimit(Duration.ZERO, TURN, Duration.ZERO));
        givenAdopted(STORE, "a");
        givenAdopted(OTHER_STORE, "b");

        assertThat(names(machine.commands())).containsExactly("a");
        machine.pass(TURN);
        assertThat(names(machine.commands())).containsExactly("b");
    }

    @Test
    void shouldDeleteOneVolumeAndThenPauseUntilSomebodyCouldLook() {
        givenMachine(new DeleteRateLimit(Duration.ZERO, Duration.ZERO, PAUSE));
        givenAdopted(STORE, "a", "b");
        StorageCommand first = command();
        assertThat(codes(machine.events(), "b")).containsExactly(BlockerCode.FIRST_DELETE);

        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.reclaimed(first));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).isEmpty();
        assertThat(detail(machine.events(), "b"))
                .contains("a was the first", Records.NOW.plus(PAUSE).toString());

        machine.pass(PAUSE);
        assertThat(command().getVolume().getVolume()).isEqualTo("b");
    }

    @Test
    void shouldGoOnBeforeThePauseIsOverWhenSomebodySaysSo() {
        givenMachine(new DeleteRateLimit(Duration.ZERO, Duration.ZERO, PAUSE));
        givenAdopted(STORE, "a", "b");
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.reclaimed(command()));
        decide(Records.firstSeen(STORE, Records.NOW.minusMillis(1)));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).as("another delete is meant").isEmpty();

        decide(Records.firstSeen(STORE, Records.NOW));
        machine.pass(MachineDriver.TICK);

        assertThat(command().getVolume().getVolume()).isEqualTo("b");
    }

    @Test
    void shouldLetAnotherVolumeGoFirstWhenTheFirstIsNeededAfterAll() {
        givenMachine(new DeleteRateLimit(Duration.ZERO, Duration.ZERO, PAUSE));
        givenAdopted(STORE, "a", "b");

        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.referenced(command(), "vm5"));
        machine.pass(MachineDriver.TICK);

        assertThat(command().getVolume().getVolume()).isEqualTo("b");
    }

    @Test
    void shouldLetAnotherVolumeGoFirstWhenTheFirstCannotBeDeleted() {
        givenMachine(new DeleteRateLimit(Duration.ZERO, Duration.ZERO, PAUSE));
        givenAdopted(STORE, "a", "b");
        StorageCommand failing = command();

        machine.send(Topics.STORAGE_OUTCOMES, STORE, failed(failing));
        machine.pass(MachineDriver.TICK);
        StorageCommand other = command();
        assertThat(other.getVolume().getVolume()).isEqualTo("b");

        machine.pass(MachineDriver.TIMES.longestRetry().plus(MachineDriver.TIMES.checkMargin()));
        assertThat(machine.commands())
                .as("two do not go first")
                .filteredOn(command -> command.getVolume().getVolume().equals("a"))
                .extracting(StorageCommand::getType)
                .doesNotContain(StorageCommandType.RECLAIM);
    }

    @Test
    void shouldKeepTheTurnsOfTheOthersWhenAHostComesBack() {
        givenMachine(new DeleteRateLimit(TURN, Duration.ZERO, Duration.ZERO));
        givenAdopted(STORE, "a", "b", "c");
        machine.commands();

        machine.send(Topics.HOSTS, "h1", Records.host("h1", HostEventType.UNREACHABLE));
        machine.pass(MachineDriver.TICK);
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", STORE));
        machine.pass(TURN);
        assertThat(names(machine.commands())).containsExactly("b");
        machine.pass(TURN);

        assertThat(names(machine.commands())).containsExactly("c");
    }

    @Test
    void shouldNotBeginAnewWhenAHostLeaves() {
        givenMachine(new DeleteRateLimit(Duration.ZERO, Duration.ZERO, PAUSE));
        declare("h3", HostMode.ACTIVE);
        machine.send(Topics.HOSTS, "h3", Records.synced("h3", STORE));
        decide(Records.confirmed(STORE, "h1", "h3"));
        givenAdopted(STORE, "a");
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.reclaimed(command()));
        machine.pass(PAUSE);

        machine.send(Topics.HOSTS, "h3", Records.host("h3", HostEventType.RETIRED));
        decide(Records.confirmed(STORE, "h1"));
        givenAdopted(STORE, "b", "c");

        assertThat(names(machine.commands())).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void shouldPauseAgainOnceTheStoreWasObservedOnlyMeanwhile() {
        givenMachine(new DeleteRateLimit(Duration.ZERO, Duration.ZERO, PAUSE));
        givenAdopted(STORE, "a");
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.reclaimed(command()));
        machine.pass(PAUSE);
        declare("h1", HostMode.MAINTENANCE);
        declare("h1", HostMode.ACTIVE);
        givenAdopted(STORE, "b");
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.reclaimed(command()));
        declare("h1", HostMode.OBSERVE);
        declare("h1", HostMode.ACTIVE);

        givenAdopted(STORE, "c", "d");

        assertThat(names(machine.commands())).as("only one goes first").containsExactly("c");
    }

    @Test
    void shouldAskForConsentBeforeItDeletesWhatCannotBeHadAgain() {
        givenWhatOnlyARuleNames();

        machine.pass(PAUSE.multipliedBy(2));
        assertThat(machine.commands()).isEmpty();
        assertThat(codes(machine.events(), Records.OLD)).containsExactly(BlockerCode.CONSENT_MISSING);

        decide(Records.consented(STORE, "another"));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).isEmpty();

        decide(Records.consented(STORE, Records.OLD));
        machine.pass(MachineDriver.TICK);
        assertThat(command().getVolume().getVolume()).isEqualTo(Records.OLD);
    }

    @Test
    void shouldTakeTheConsentOfAStoreForAllOfItsVolumes() {
        givenWhatOnlyARuleNames();
        decide(Records.consented(OTHER_STORE, null));
        machine.pass(PAUSE.multipliedBy(2));
        assertThat(machine.commands()).isEmpty();

        decide(Records.consented(STORE, null));
        machine.pass(MachineDriver.TICK);

        assertThat(command().getVolume().getVolume()).isEqualTo(Records.OLD);
    }

    @Test
    void shouldTakeTheConsentOfTheRule() {
        givenWhatOnlyARuleNames();
        machine.pass(PAUSE.multipliedBy(2));
        assertThat(machine.commands()).isEmpty();

        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.observed(STORE));

        assertThat(command().getVolume().getVolume()).isEqualTo(Records.OLD);
    }

    @Test
    void shouldNumberTheCommandsOfAStore() {
        givenMachine(DeleteRateLimit.UNBOUNDED);
        givenAdopted(STORE, "a", "b");
        givenAdopted(OTHER_STORE, "c");

        assertThat(machine.commands())
                .extracting(command -> command.getCount().orElseThrow().getOwn())
                .containsExactly(count(1), count(2), count(1));
    }

    @Test
    void shouldDeleteNothingMoreFromAStoreThatKnowsMoreThanTheLog() {
        givenMachine(DeleteRateLimit.UNBOUNDED);
        givenAdopted(STORE, "a", "b");
        List<StorageCommand> issued = machine.commands();

        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.uncounted(issued.get(0), MachineDriver.LOG, 7));
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.referenced(issued.get(1), "vm5"));
        machine.pass(MachineDriver.TIMES.longestRetry());
        assertThat(machine.commands()).isEmpty();
        List<VolumeEvent> told = machine.events();
        assertThat(codes(told, "a")).containsExactly(BlockerCode.LOG_OLDER_THAN_STORE);
        assertThat(codes(told, "b")).containsExactly(BlockerCode.LOG_OLDER_THAN_STORE);

        decide(Records.logAccepted(STORE, MachineDriver.LOG, 6));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).as("it went on since").isEmpty();

        decide(Records.logAccepted(STORE, MachineDriver.LOG, 7));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands())
                .extracting(command -> command.getCount().orElseThrow().getOwn())
                .containsExactly(count(8), count(9));
    }

    @Test
    void shouldSayWhichCountOfAnotherLogWasAccepted() {
        givenMachine(DeleteRateLimit.UNBOUNDED);
        givenAdopted(STORE, "a");
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.uncounted(command(), "other-log", 7));
        machine.pass(MachineDriver.TIMES.longestRetry());
        assertThat(machine.commands()).isEmpty();

        decide(Records.logAccepted(STORE, "other-log", 7));
        machine.pass(MachineDriver.TICK);

        StorageCommand goesOn = command();
        assertThat(goesOn.getCount().orElseThrow().getOwn()).isEqualTo(count(2));
        assertThat(goesOn.getCount().orElseThrow().getAccepted()).contains(new LogCount("other-log", 7L));
    }

    @Test
    void shouldGoOnWhereTheStoreCountsWhatTheLogHolds() {
        givenMachine(DeleteRateLimit.UNBOUNDED);
        givenAdopted(STORE, "a", "b");
        List<StorageCommand> issued = machine.commands();

        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.uncounted(issued.get(0), MachineDriver.LOG, 2));
        machine.pass(MachineDriver.TIMES.shortestRetry());

        assertThat(names(machine.commands())).containsExactly("a");
    }

    private void givenMachine(DeleteRateLimit deleteRate) {
        ReclaimRules rules = new ReclaimRules(Duration.ZERO, 0, false, deleteRate, MachineDriver.TIMES);
        machine = new MachineDriver(stateDirectory, rules, Records.NOW, Horizon.REACHED);
        machine.send(Topics.CHANGES, "debian-12", Records.change(ChangeEventType.AVAILABLE));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        declare("h1", HostMode.ACTIVE);
        declare("h2", HostMode.ACTIVE);
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", STORE));
        machine.send(Topics.HOSTS, "h2", Records.synced("h2", OTHER_STORE));
        // Once more, for it was read before the other store was marked.
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", STORE));
    }

    private void declare(String host, HostMode mode) {
        machine.send(Topics.HOSTS, host, Records.declaredAt(host, mode, machine.now()));
    }

    /** Volumes that a person adopted, and that a newer version has taken the place of: they are due at once. */
    private void givenAdopted(String store, String... volumes) {
        for (String volume : volumes) {
            decide(Records.adopted(store, volume, machine.now()));
        }
    }

    /** The rule says nothing of what cannot be had again, and the grace time is an hour. */
    private void givenWhatOnlyARuleNames() {
        machine = new MachineDriver(stateDirectory, PAUSE);
        new StoreLife(machine).stageAndMove();
        StorageOutcome named = StorageOutcome.newBuilder(Records.observed(STORE))
                .setConsent(false)
                .build();
        machine.send(Topics.STORAGE_OUTCOMES, STORE, named);
    }

    private void decide(StorageDecision decision) {
        machine.send(Topics.STORAGE_DECISIONS, decision.getStore(), decision);
    }

    private StorageCommand command() {
        List<StorageCommand> commands = machine.commands();
        assertThat(commands).extracting(StorageCommand::getType).containsExactly(StorageCommandType.RECLAIM);
        return commands.get(0);
    }

    private static StorageOutcome refused(StorageCommand command, BlockerCode code) {
        return StorageOutcome.newBuilder(Records.referenced(command, "fleet"))
                .setFinding(ReferenceFinding.UNCLEAR)
                .setBlockers(List.of(new Blocker(code, "fleet", Records.NOW, "the worker has read it")))
                .build();
    }

    private static StorageOutcome failed(StorageCommand command) {
        return StorageOutcome.newBuilder(refused(command, BlockerCode.UNKNOWN))
                .setType(StorageOutcomeType.FAILED)
                .build();
    }

    private static LogCount count(long number) {
        return new LogCount(MachineDriver.LOG, number);
    }

    private static List<String> names(List<StorageCommand> commands) {
        return commands.stream().map(command -> command.getVolume().getVolume()).toList();
    }

    private static List<BlockerCode> codes(List<VolumeEvent> told, String volume) {
        return lastBlockers(told, volume).stream().map(Blocker::getCode).toList();
    }

    private static String detail(List<VolumeEvent> told, String volume) {
        return lastBlockers(told, volume).get(0).getDetail();
    }

    private static List<Blocker> lastBlockers(List<VolumeEvent> told, String volume) {
        return told.stream()
                .filter(event -> event.getVolume().getVolume().equals(volume))
                .filter(event -> event.getType() == VolumeEventType.DUE || event.getType() == VolumeEventType.REFUSED)
                .map(VolumeEvent::getBlockers)
                .filter(blockers -> !blockers.isEmpty())
                .reduce((earlier, later) -> later)
                .orElse(List.of());
    }
}
