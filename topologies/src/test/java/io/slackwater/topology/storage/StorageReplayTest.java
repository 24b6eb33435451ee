package io.slackwater.topology.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.VolumeRow;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.storage.MachineDriver.Logged;
import io.slackwater.topology.storage.state.StorageStateStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A machine that has the log and nothing else. */
class StorageReplayTest {

    @TempDir
    private Path stateDirectory;

    @TempDir
    private Path otherDirectory;

    private MachineDriver machine;
    private StoreLife life;

    @BeforeEach
    void start() {
        machine = new MachineDriver(stateDirectory, Duration.ZERO);
        life = new StoreLife(machine);
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldHaveTheSameStateAndSayNothingAfterAReplay(UnaryOperator<List<Logged>> order) {
        // given the log of volumes in all states of their life
        life.passAll();
        AtomicBoolean isAtHorizon = new AtomicBoolean();
        try (MachineDriver fresh = new MachineDriver(otherDirectory, Duration.ZERO, machine.now(), isAtHorizon::get)) {

            // when a machine without state reads it, its topics in any order, and goes on
            fresh.feed(order.apply(machine.log()));
            fresh.pass(MachineDriver.TICK);
            isAtHorizon.set(true);
            fresh.pass(MachineDriver.TICK);
            fresh.pass(MachineDriver.TICK);

            // then every row is as it was, and nothing was decided
            assertThat(fresh.events()).isEmpty();
            assertThat(fresh.commands()).isEmpty();
            assertThat(fresh.state()).isEqualTo(machine.state());
            assertThat(fresh.state().get(StorageStateStores.VOLUMES))
                    .hasSizeGreaterThan(3)
                    .values()
                    .anyMatch(row -> ((VolumeRow) row).getReclaimed().isPresent());
        }
    }

    @Test
    void shouldHoldBackWhileTheLogIsRead() {
        life.stageAndMove();
        try (MachineDriver fresh = new MachineDriver(otherDirectory, Duration.ZERO, machine.now(), () -> false)) {
            fresh.feed(without(Topics.STORAGE_STATE.name(), machine.log()));
            fresh.pass(MachineDriver.TIMES.longestRetry());

            assertThat(fresh.events()).isEmpty();
            assertThat(fresh.commands()).isEmpty();
        }
    }

    @Test
    void shouldHearWhatCameWhenNobodyListened() {
        // given a log whose last records were written after the machine had lost its state
        life.stageAndMove();
        List<Logged> log = new ArrayList<>(machine.log());
        int begin = log.size();
        life.answerReclaim();
        List<Logged> all = machine.log();
        log.addAll(only(Topics.STORAGE_OUTCOMES.name(), all.subList(begin, all.size())));
        AtomicBoolean isAtHorizon = new AtomicBoolean();
        try (MachineDriver fresh = new MachineDriver(otherDirectory, Duration.ZERO, machine.now(), isAtHorizon::get)) {

            // when it reads the log
            fresh.feed(log);
            isAtHorizon.set(true);
            fresh.pass(MachineDriver.TICK);

            // then it goes on from there
            assertThat(fresh.events())
                    .extracting(event -> event.getType().name())
                    .containsExactly("ADOPTED", "REFUSED", "RECLAIMED");
            assertThat(fresh.commands()).isEmpty();
        }
    }

    @Test
    void shouldKeepItsStateWhenTheAuditPeriodIsOver() {
        // given a log of which nothing is left but what is kept for ever and the machine's own rows
        life.passAll();
        List<String> ended = List.of(Topics.VM_INVENTORY.name(), Topics.UPDATES.name(), Topics.STORAGE_OUTCOMES.name());
        List<Logged> left = machine.log().stream()
                .filter(logged -> !ended.contains(logged.topic()))
                .toList();
        AtomicBoolean isAtHorizon = new AtomicBoolean();
        try (MachineDriver fresh = new MachineDriver(otherDirectory, Duration.ZERO, machine.now(), isAtHorizon::get)) {

            // when a machine without state reads it
            fresh.feed(left);
            isAtHorizon.set(true);
            fresh.pass(MachineDriver.TICK);
            fresh.pass(MachineDriver.TICK);

            // then the counts and what every VM refers to are what they were
            assertThat(fresh.events()).isEmpty();
            assertThat(fresh.commands()).isEmpty();
            for (String store : List.of(
                    StorageStateStores.VOLUMES,
                    StorageStateStores.MOVES,
                    StorageStateStores.HOLDINGS,
                    StorageStateStores.REFERENCES)) {
                assertThat(fresh.state().get(store))
                        .as(store)
                        .isEqualTo(machine.state().get(store));
            }
        }
    }

    @Test
    void shouldNoticeThatAChangeReplacedWhatWasAdoptedWhenNobodyListened() {
        // given an adopted volume, and a change that came when the machine had lost its state
        machine.send(Topics.HOSTS, "h1", Records.declared("h1", HostMode.ACTIVE));
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", "h1/default"));
        machine.send(Topics.STORAGE_DECISIONS, "h1/default", Records.adopted("h1/default", "vmlinuz-48", Records.NOW));
        List<Logged> log = new ArrayList<>(machine.log());
        machine.send(Topics.CHANGES, "debian-12", Records.change(ChangeEventType.AVAILABLE));
        log.addAll(only(Topics.CHANGES.name(), machine.log()));
        assertThat(toldByAFreshMachine(log)).containsExactly("REFUSED FAN_OUT_UNFINISHED");
    }

    @Test
    void shouldAdoptWhatAPersonAdoptedWhenNobodyListened() {
        machine.send(Topics.HOSTS, "h1", Records.declared("h1", HostMode.ACTIVE));
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", "h1/default"));
        List<Logged> log = new ArrayList<>(machine.log());
        machine.send(Topics.STORAGE_DECISIONS, "h1/default", Records.adopted("h1/default", "vmlinuz-48", Records.NOW));
        log.addAll(only(Topics.STORAGE_DECISIONS.name(), machine.log()));
        log.addAll(only(Topics.CHANGES.name(), machine.log()));
        assertThat(toldByAFreshMachine(log)).containsExactly("ADOPTED");
    }

    /** Returns what a machine that has a log and nothing else tells when it goes on. */
    private List<String> toldByAFreshMachine(List<Logged> log) {
        AtomicBoolean isAtHorizon = new AtomicBoolean();
        try (MachineDriver fresh = new MachineDriver(otherDirectory, Duration.ZERO, machine.now(), isAtHorizon::get)) {
            fresh.feed(log);
            isAtHorizon.set(true);
            fresh.pass(MachineDriver.TICK);
            fresh.pass(MachineDriver.TICK);
            return fresh.events().stream()
                    .map(event -> (event.getType() + " "
                                    + event.getBlockers().stream()
                                            .map(blocker -> blocker.getCode().name())
                                            .collect(Collectors.joining(" ")))
                            .strip())
                    .toList();
        }
    }

    static Stream<Named<UnaryOperator<List<Logged>>>> orders() {
        Stream<Named<UnaryOperator<List<Logged>>>> some = Stream.of(
                Named.of("as it was written", log -> log),
                Named.of("own rows last", log -> last(Topics.STORAGE_STATE.name(), log)),
                Named.of("own rows first", log -> {
                    List<Logged> turned = new ArrayList<>(only(Topics.STORAGE_STATE.name(), log));
                    turned.addAll(without(Topics.STORAGE_STATE.name(), log));
                    return turned;
                }),
                Named.of("own rows compacted", StorageReplayTest::compacted),
                Named.of("updates last", log -> last(Topics.UPDATES.name(), log)),
                Named.of("hosts last", log -> last(Topics.HOSTS.name(), log)),
                Named.of("changes last", log -> last(Topics.CHANGES.name(), log)),
                Named.of("inventory last", log -> last(Topics.VM_INVENTORY.name(), log)));
        return Stream.concat(
                some, IntStream.range(0, 8).mapToObj(seed -> Named.of("seed " + seed, log -> shuffled(seed, log))));
    }

    private static List<Logged> compacted(List<Logged> log) {
        Map<String, Logged> rows = new LinkedHashMap<>();
        only(Topics.STORAGE_STATE.name(), log).forEach(row -> rows.put(row.key(), row));
        List<Logged> found = new ArrayList<>(without(Topics.STORAGE_STATE.name(), log));
        found.addAll(rows.values());
        return found;
    }

    /** Takes the next record of a topic by chance, again and again: each topic keeps its order. */
    private static List<Logged> shuffled(int seed, List<Logged> log) {
        List<String> picks = new ArrayList<>(log.stream().map(Logged::topic).toList());
        Collections.shuffle(picks, new Random(seed));
        Map<String, List<Logged>> topics = new LinkedHashMap<>();
        log.forEach(logged -> topics.computeIfAbsent(logged.topic(), topic -> new ArrayList<>())
                .add(logged));
        return picks.stream().map(topic -> topics.get(topic).remove(0)).toList();
    }

    private static List<Logged> last(String topic, List<Logged> log) {
        List<Logged> turned = new ArrayList<>(without(topic, log));
        turned.addAll(only(topic, log));
        return turned;
    }

    private static List<Logged> only(String topic, List<Logged> log) {
        Predicate<Logged> isOf = logged -> logged.topic().equals(topic);
        return log.stream().filter(isOf).toList();
    }

    private static List<Logged> without(String topic, List<Logged> log) {
        return log.stream().filter(logged -> !logged.topic().equals(topic)).toList();
    }
}
