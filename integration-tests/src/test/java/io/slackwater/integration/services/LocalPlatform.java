package io.slackwater.integration.services;

import static org.awaitility.Awaitility.await;

import io.slackwater.integration.log.EventLog;
import io.slackwater.standalone.config.ConsoleSettings;
import io.slackwater.standalone.config.JvmSettings;
import io.slackwater.standalone.config.MemoryPlan;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.process.Backoff;
import io.slackwater.standalone.process.ChildDeath;
import io.slackwater.standalone.process.ChildText;
import io.slackwater.standalone.process.SupervisorListener;
import io.slackwater.standalone.services.Installation;
import io.slackwater.standalone.services.Platform;
import io.slackwater.standalone.services.Service;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Broker and services as child processes over one data directory, which may be stopped and started again over it. */
public final class LocalPlatform implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Backoff SOON =
            new Backoff(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofMinutes(2));
    private static final String ADDRESS = "127.0.0.1";
    private static final JvmSettings SHORT_RUN = new JvmSettings(MemoryPlan.SMALLEST, true);
    private static final Map<Service, Integer> ANY_PORTS =
            Arrays.stream(Service.values()).collect(Collectors.toMap(Function.identity(), service -> 0));

    /** What the system says of a child that SIGKILL ended. */
    private static final int KILLED = 128 + 9;

    private final Path directory;
    private final Map<String, String> properties;
    private final Starts starts = new Starts();
    private final Map<Service, Integer> awaited = new EnumMap<>(Service.class);
    private Platform platform;

    private LocalPlatform(Path directory, Map<String, String> properties) {
        this.directory = directory.toAbsolutePath();
        this.properties = Map.copyOf(properties);
        this.platform = prepared(0, ANY_PORTS);
    }

    /**
     * Starts all and waits until each of them is healthy.
     *
     * @param directory theirs; logs in {@code logs}
     * @param properties what the services are given
     */
    public static LocalPlatform start(Path directory, Map<String, String> properties) throws InterruptedException {
        LocalPlatform platform = new LocalPlatform(directory, properties);
        try {
            platform.platform.start();
            return platform;
        } catch (InterruptedException | RuntimeException failed) {
            platform.close();
            throw failed;
        }
    }

    /** Stops all of them, services first, and starts them again over the same directory, on the same ports. */
    public void restart() throws InterruptedException {
        restart(() -> {});
    }

    /** As {@link #restart()}, with something done while nothing runs. */
    public void restart(Runnable meanwhile) throws InterruptedException {
        int brokerPort = URI.create("kafka://" + bootstrapServers()).getPort();
        Map<Service, Integer> ports = Arrays.stream(Service.values())
                .collect(Collectors.toMap(
                        Function.identity(), service -> addressOf(service).getPort()));
        platform.close();
        meanwhile.run();
        platform = prepared(brokerPort, ports);
        platform.start();
    }

    /** Ends a service with SIGKILL and waits until its supervisor has it doing its work again. */
    public void kill(Service service) {
        int before = starts.of(service);
        strike(service);
        await().atMost(PATIENCE).until(() -> starts.of(service) > before);
    }

    /**
     * Waits until a service has ended by itself and is up again after that.
     *
     * @return how long it took from its end
     */
    public Duration awaitReturn(Service service) {
        int deaths = awaited.merge(service, 1, Integer::sum);
        await().atMost(PATIENCE).until(() -> starts.deathsOf(service).size() >= deaths);
        await().atMost(PATIENCE).until(() -> starts.of(service) > deaths);
        return starts.away(service, deaths);
    }

    /** Returns how a service ended each time without having been told to. */
    public List<ChildDeath> deathsOf(Service service) {
        return starts.deathsOf(service);
    }

    /** Ends a service with SIGKILL and waits until it has ended; its supervisor starts it again. */
    public void strike(Service service) {
        ServiceProcess.kill(processOf(service));
    }

    /** Stops a service's process where it is (SIGSTOP), as if its machine stood still. */
    public void suspend(Service service) {
        ServiceProcess.signal("STOP", processOf(service));
    }

    /** Lets it go on. */
    public void resume(Service service) {
        ServiceProcess.signal("CONT", processOf(service));
    }

    /** Starts another instance of a service, to share its work; to be closed before this platform. */
    public SecondInstance startAnother(Service service) throws InterruptedException {
        return SecondInstance.start(
                processOf(service), configurationOf(service), directory.resolve(service.module() + "-2"));
    }

    /** Opens the log from its start. */
    public EventLog openLog() {
        return new EventLog(bootstrapServers());
    }

    public String bootstrapServers() {
        return platform.bootstrapServers();
    }

    /** Returns the address of a service's REST interface. */
    public URI addressOf(Service service) {
        return platform.addressOf(service);
    }

    @Override
    public void close() {
        platform.close();
    }

    private Platform prepared(int brokerPort, Map<Service, Integer> ports) {
        Installation installation = new Installation(
                Path.of("..").toAbsolutePath().normalize(),
                ProcessHandle.current().info().command().map(Path::of).orElseThrow());
        return new Platform(
                installation,
                new StandaloneConfiguration(
                        directory,
                        ADDRESS,
                        brokerPort,
                        ports,
                        ANY_PORTS,
                        Map.of(),
                        SHORT_RUN,
                        ConsoleSettings.ANY_PORT,
                        properties),
                SOON,
                starts);
    }

    /** Returns the process of a service that runs. */
    public ProcessHandle processOf(Service service) {
        return ServiceProcess.of(configurationOf(service));
    }

    private Path configurationOf(Service service) {
        return directory.resolve(service.module()).resolve("service.properties");
    }

    /** Counts how often each child came to do its work; says in the build's output why one died. */
    private static final class Starts implements SupervisorListener {

        private final Map<String, List<Long>> ups = new ConcurrentHashMap<>();
        private final Map<String, List<Long>> ends = new ConcurrentHashMap<>();
        private final List<ChildDeath> deaths = new CopyOnWriteArrayList<>();

        List<ChildDeath> deathsOf(Service service) {
            return deaths.stream()
                    .filter(death -> death.child().equals(service.module()))
                    .toList();
        }

        int of(Service service) {
            return ups.getOrDefault(service.module(), List.of()).size();
        }

        /** Returns how long a service was away after its end of a number, from 1. */
        Duration away(Service service, int end) {
            long ended = ends.getOrDefault(service.module(), List.of()).get(end - 1);
            long up = ups.getOrDefault(service.module(), List.of()).get(end);
            return Duration.ofNanos(up - ended);
        }

        private static void note(Map<String, List<Long>> times, String child) {
            times.computeIfAbsent(child, first -> new CopyOnWriteArrayList<>()).add(System.nanoTime());
        }

        @Override
        public void up(String child, Duration took) {
            note(ups, child);
        }

        @Override
        public void notAlive(String child, String reason, Duration since) {
            System.err.println(ChildText.notAlive(child, reason, since));
        }

        @Override
        public void died(ChildDeath death) {
            note(ends, death.child());
            deaths.add(death);
            if (death.exitCode() != KILLED) {
                System.err.println(ChildText.died(death));
            }
        }
    }
}
