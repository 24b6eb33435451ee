package io.slackwater.integration.services;

import io.slackwater.broker.FreePorts;
import io.slackwater.standalone.process.Backoff;
import io.slackwater.standalone.process.ChildDeath;
import io.slackwater.standalone.process.ChildSpec;
import io.slackwater.standalone.process.ChildText;
import io.slackwater.standalone.process.Health;
import io.slackwater.standalone.process.HttpHealthProbe;
import io.slackwater.standalone.process.Supervisor;
import io.slackwater.standalone.process.SupervisorListener;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** All services, running against a broker that somebody else runs. Their logs are in the directory that they were given. */
public final class RunningServices implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path directory;
    private final Map<String, String> properties;
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
    private final Map<Service, Integer> managementPorts = new EnumMap<>(Service.class);
    private final Complaints complaints = new Complaints();
    private final Supervisor supervisor;

    private RunningServices(Path directory, Map<String, String> properties) {
        this.directory = directory;
        this.properties = Map.copyOf(properties);
        this.supervisor = new Supervisor(directory.resolve("children"), Backoff.DEFAULT, complaints);
    }

    /**
     * Starts the services and waits until each of them is healthy.
     *
     * @param bootstrapServers the broker, which has the topics of the catalogue
     * @param properties what all of them are given besides
     */
    public static RunningServices start(Path directory, String bootstrapServers, Map<String, String> properties)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(properties);
        all.put("kafka.bootstrap.servers", bootstrapServers);
        RunningServices services = new RunningServices(directory, all);
        try {
            services.startAll();
            return services;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            services.close();
            throw failed;
        }
    }

    /** Returns the address of a service's REST interface. */
    public URI addressOf(Service service) {
        return URI.create("http://127.0.0.1:" + ports.get(service));
    }

    /** Returns how services ended without having been told to, in that order. */
    public List<ChildDeath> deaths() {
        return List.copyOf(complaints.deaths);
    }

    /** Returns what a service says of its health. */
    public Health health(Service service) {
        return probe(service).check(processOf(service));
    }

    /** Ends a service with SIGKILL and waits until it has ended; its supervisor starts it again. */
    public void kill(Service service) {
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

    @Override
    public void close() {
        supervisor.close();
    }

    private HttpHealthProbe probe(Service service) {
        return new HttpHealthProbe(
                URI.create("http://127.0.0.1:" + managementPorts.get(service) + "/q/health"), Set.of());
    }

    private ProcessHandle processOf(Service service) {
        return ServiceProcess.of(configurationOf(service));
    }

    private Path configurationOf(Service service) {
        return directory.resolve(service.module()).resolve("service.properties").toAbsolutePath();
    }

    private void startAll() throws IOException, InterruptedException {
        choosePorts();
        List<ChildSpec> children = new ArrayList<>();
        for (Service service : Service.values()) {
            children.add(child(service));
        }
        supervisor.start(children, PATIENCE);
    }

    private void choosePorts() {
        Iterator<Integer> free =
                FreePorts.find("127.0.0.1", 2 * Service.values().length).iterator();
        for (Service service : Service.values()) {
            ports.put(service, free.next());
            managementPorts.put(service, free.next());
        }
    }

    private ChildSpec child(Service service) throws IOException {
        Path configuration = writeConfiguration(service);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.config.locations=" + configuration.toUri(),
                "-jar",
                jar(service).toString());
        return new ChildSpec(service.module(), command, directory.resolve(service.module() + ".log"), probe(service));
    }

    private Path writeConfiguration(Service service) throws IOException {
        Path file = configurationOf(service);
        Path own = Files.createDirectories(file.getParent());
        Properties entries = new Properties();
        entries.putAll(properties);
        entries.put("quarkus.http.host", "127.0.0.1");
        entries.put("quarkus.http.port", String.valueOf(ports.get(service)));
        entries.put("quarkus.management.host", "127.0.0.1");
        entries.put("quarkus.management.port", String.valueOf(managementPorts.get(service)));
        entries.put("kafka-streams.state.dir", own.resolve("streams").toString());
        entries.put("slackwater.ingest.data-directory", own.resolve("data").toString());
        entries.put("slackwater.ingest.artifact-base-url", addressOf(Service.PATCH_INGEST) + "/artifacts");
        try (Writer writer = Files.newBufferedWriter(file)) {
            entries.store(writer, service.module());
        }
        return file;
    }

    private static Path jar(Service service) {
        Path jar = Path.of("..", service.module(), "target/quarkus-app/quarkus-run.jar")
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is not there: build it with mvn -DskipTests verify");
        }
        return jar;
    }

    /** A service that dies is started again, as in earnest; the build's output shows why it died. */
    private static final class Complaints implements SupervisorListener {

        private final List<ChildDeath> deaths = new CopyOnWriteArrayList<>();

        @Override
        public void up(String child, Duration took) {}

        @Override
        public void notAlive(String child, String reason, Duration since) {
            System.err.println(ChildText.notAlive(child, reason, since));
        }

        @Override
        public void died(ChildDeath death) {
            deaths.add(death);
            System.err.println(ChildText.died(death));
        }
    }
}
