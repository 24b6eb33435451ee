package io.slackwater.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupervisorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Backoff SHORT =
            new Backoff(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMinutes(1));

    @TempDir
    private Path directory;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<ChildDeath> deaths = new CopyOnWriteArrayList<>();

    @Test
    void shouldStopServicesBeforeTheBrokerThatTheyNeed() throws Exception {
        // given
        Supervisor supervisor = supervisor();
        supervisor.start(List.of(stays("broker")), PATIENCE);
        supervisor.start(List.of(stays("first"), stays("second")), PATIENCE);

        // when
        supervisor.close();

        // then
        List<String> journal = journal();
        assertThat(journal).hasSize(6).startsWith("start broker").endsWith("stop broker");
        assertThat(journal.subList(1, 3)).containsExactlyInAnyOrder("start first", "start second");
        assertThat(journal.subList(3, 5)).containsExactlyInAnyOrder("stop first", "stop second");
    }

    @Test
    void shouldReportAChildThatDiesAndStartItAgain() throws Exception {
        // given
        try (Supervisor supervisor = supervisor()) {

            // when
            supervisor.start(List.of(endsBeforeItStays("service", 2)), PATIENCE);

            // then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(journal())
                    .filteredOn("start service"::equals)
                    .hasSize(3));
            assertThat(deaths)
                    .extracting(ChildDeath::child, ChildDeath::exitCode, ChildDeath::pause)
                    .containsExactly(
                            tuple("service", 3, Duration.ofMillis(50)), tuple("service", 3, Duration.ofMillis(100)));
            assertThat(deaths).extracting(ChildDeath::lastWords).allSatisfy(words -> assertThat(words)
                    .contains("cannot go on, run"));
        }
    }

    @Test
    void shouldTellTheCauseThatAChildGaveAndCountHowOftenItCame() throws Exception {
        // given
        try (Supervisor supervisor = supervisor()) {

            // when
            supervisor.start(List.of(endsBeforeItStays("service", 3)), PATIENCE);

            // then
            await().atMost(PATIENCE).until(() -> deaths.size() == 3);
            assertThat(deaths).allSatisfy(death -> assertThat(death.cause()).contains("its stream failed at offset 7"));
            assertThat(deaths).extracting(ChildDeath::sameCause).containsExactly(1, 2, 3);
            assertThat(ChildText.died(deaths.get(2)))
                    .contains("Its cause: its stream failed at offset 7", "3 times in a row");
        }
    }

    /** The JVM ends with 3; where native code aborts while it ends, with 128 and SIGABRT. */
    @ParameterizedTest
    @CsvSource({"exit 3, 3", "kill -ABRT $$, 134"})
    void shouldFindWhatAChildPrintedBesideItsLog(String end, int exitCode) throws Exception {
        // given a child that writes its log itself, and runs out of memory
        Path output = directory.resolve("service.out");
        ChildSpec spec = new ChildSpec(
                "service",
                List.of("sh", "-c", "sleep 1; echo Terminating due to a full heap; " + end),
                directory.resolve("service.log"),
                output,
                child -> new Health.Up(),
                LivenessProbe.NONE);
        Files.writeString(directory.resolve("service.log"), "a line of its log\n");
        try (Supervisor supervisor = supervisor()) {

            // when
            supervisor.start(List.of(spec), PATIENCE);

            // then
            await().atMost(PATIENCE).until(() -> !deaths.isEmpty());
            assertThat(deaths.get(0).cause()).contains("a full heap");
            assertThat(deaths.get(0).exitCode()).isEqualTo(exitCode);
            assertThat(deaths.get(0).lastWords()).contains("a line of its log", "Terminating due to a full heap");
        }
    }

    @Test
    void shouldEndAndRestartAChildThatCanDoNoMoreWork() throws Exception {
        // given
        AtomicBoolean isAlive = new AtomicBoolean(true);
        LivenessProbe liveness = new LivenessProbe(
                child -> isAlive.get() ? new Health.Up() : new Health.NotUp("streams is DOWN"),
                Duration.ofMillis(20),
                Duration.ofMinutes(1),
                Duration.ofMillis(200));
        ChildSpec spec = new ChildSpec(
                "service",
                command("service", 0),
                directory.resolve("service.log"),
                directory.resolve("service.log"),
                child -> hasStarted("service"),
                liveness);
        try (Supervisor supervisor = supervisor()) {
            supervisor.start(List.of(spec), PATIENCE);

            // when
            isAlive.set(false);

            // then
            await().atMost(PATIENCE).until(() -> deaths.size() == 1);
            isAlive.set(true);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(journal())
                    .containsSubsequence("start service", "stop service", "start service"));
            assertThat(heard).contains("not alive service: streams is DOWN");
            assertThat(deaths.get(0).exitCode()).isEqualTo(128 + 15);
        }
    }

    @Test
    void shouldShowTheEndOfTheLogWhenAChildDoesNotComeUp() {
        // given
        try (Supervisor supervisor = supervisor()) {
            ChildSpec broken = new ChildSpec(
                    "service",
                    command("service", 1),
                    directory.resolve("service.log"),
                    child -> new Health.NotUp("not yet"));

            // when, then
            assertThatThrownBy(() -> supervisor.start(List.of(broken), PATIENCE))
                    .isInstanceOf(ChildFailedException.class)
                    .hasMessageContaining("service ended with exit code 3")
                    .hasMessageContaining("cannot go on, run 1");
        }
    }

    @Test
    void shouldSayWhatIsMissingWhenAChildIsNotUpInTime() {
        // given
        try (Supervisor supervisor = supervisor()) {
            ChildSpec hanging = new ChildSpec(
                    "service",
                    command("service", 0),
                    directory.resolve("service.log"),
                    child -> new Health.NotUp("streams is DOWN"));

            // when, then
            assertThatThrownBy(() -> supervisor.start(List.of(hanging), Duration.ofSeconds(1)))
                    .isInstanceOf(ChildFailedException.class)
                    .hasMessageContaining("service is not up after 1 s: streams is DOWN");
        }
    }

    @Test
    void shouldEndTheChildrenOfASupervisorThatWasKilled() throws Exception {
        // given
        Process orphan = new ProcessBuilder(command("orphan", 0)).start();
        await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("journal")));
        new Orphans(directory.resolve("children")).remember(orphan.toHandle());

        // when
        try (Supervisor next = supervisor()) {
            next.start(List.of(stays("service")), PATIENCE);

            // then
            assertThat(orphan.isAlive()).isFalse();
            assertThat(journal()).startsWith("start orphan", "stop orphan", "start service");
        }
    }

    @Test
    void shouldSpareAStrangerThatHasTheProcessIdOfAFormerChild() throws Exception {
        // given
        Process stranger = new ProcessBuilder(command("stranger", 0)).start();
        Files.writeString(directory.resolve("children"), stranger.pid() + " 2001-01-01T00:00:00Z\n");

        // when
        supervisor().close();

        // then
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly().waitFor();
    }

    private Supervisor supervisor() {
        return new Supervisor(directory.resolve("children"), SHORT, new SupervisorListener() {
            @Override
            public void up(String child, Duration took) {
                heard.add("up " + child);
            }

            @Override
            public void notAlive(String child, String reason, Duration since) {
                heard.add("not alive " + child + ": " + reason);
            }

            @Override
            public void died(ChildDeath death) {
                deaths.add(death);
            }
        });
    }

    private ChildSpec stays(String name) {
        return endsBeforeItStays(name, 0);
    }

    private ChildSpec endsBeforeItStays(String name, int ends) {
        return new ChildSpec(name, command(name, ends), directory.resolve(name + ".log"), child -> hasStarted(name));
    }

    private Health hasStarted(String name) {
        return journal().contains("start " + name) ? new Health.Up() : new Health.NotUp("not started");
    }

    private List<String> command(String name, int ends) {
        return List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FakeProgram.class.getName(),
                name,
                directory.resolve("journal").toString(),
                String.valueOf(ends));
    }

    private List<String> journal() {
        Path journal = directory.resolve("journal");
        try {
            return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
