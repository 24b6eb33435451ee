package io.slackwater.integration.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.broker.FreePorts;
import io.slackwater.standalone.process.Backoff;
import io.slackwater.standalone.process.ChildDeath;
import io.slackwater.standalone.process.ChildSpec;
import io.slackwater.standalone.process.ChildText;
import io.slackwater.standalone.process.HttpHealthProbe;
import io.slackwater.standalone.process.Supervisor;
import io.slackwater.standalone.process.SupervisorListener;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** One more instance of a service that runs already: with the same settings, but a port and state of its own. */
public final class SecondInstance implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Supervisor supervisor;
    private final URI address;

    private SecondInstance(Supervisor supervisor, URI address) {
        this.supervisor = supervisor;
        this.address = address;
    }

    /**
     * Starts it and waits until it does its work.
     *
     * @param first the process of the first instance
     * @param configuration the first instance's settings, as its command names them
     * @param directory for this one's settings, state and log
     */
    static SecondInstance start(ProcessHandle first, Path configuration, Path directory) throws InterruptedException {
        List<Integer> ports = FreePorts.find("127.0.0.1", 2);
        URI address = URI.create("http://127.0.0.1:" + ports.get(0));
        URI management = URI.create("http://127.0.0.1:" + ports.get(1));
        Path own = writeConfiguration(configuration, directory, address, management);
        List<String> command = Stream.concat(
                        first.info().command().stream(),
                        Stream.of(first.info().arguments().orElseThrow()))
                .map(argument -> argument.replace(
                        configuration.toUri().toString(), own.toUri().toString()))
                .toList();
        assertThat(command).anyMatch(argument -> argument.contains(own.toUri().toString()));
        Supervisor supervisor = new Supervisor(directory.resolve("children"), Backoff.DEFAULT, new Complaints());
        try {
            supervisor.start(
                    List.of(new ChildSpec(
                            directory.getFileName().toString(),
                            command,
                            directory.resolve("service.log"),
                            new HttpHealthProbe(management.resolve("/q/health"), Set.of("hosts")))),
                    PATIENCE);
            return new SecondInstance(supervisor, address);
        } catch (InterruptedException | RuntimeException failed) {
            supervisor.close();
            throw failed;
        }
    }

    /** Returns the address of its REST interface. */
    public URI address() {
        return address;
    }

    /** Stops it and waits until it has. */
    @Override
    public void close() {
        supervisor.close();
    }

    private static Path writeConfiguration(Path configuration, Path directory, URI address, URI management) {
        Path own = directory.resolve(configuration.getFileName());
        Properties settings = new Properties();
        try {
            try (Reader reader = Files.newBufferedReader(configuration)) {
                settings.load(reader);
            }
            settings.put("quarkus.http.port", String.valueOf(address.getPort()));
            settings.put("quarkus.management.port", String.valueOf(management.getPort()));
            settings.put("kafka-streams.state.dir", directory.resolve("streams").toString());
            Files.createDirectories(directory);
            try (Writer writer = Files.newBufferedWriter(own)) {
                settings.store(writer, null);
            }
            return own;
        } catch (IOException failed) {
            throw new UncheckedIOException("no second instance can be set up in " + directory, failed);
        }
    }

    private static final class Complaints implements SupervisorListener {

        @Override
        public void up(String child, Duration took) {}

        @Override
        public void notAlive(String child, String reason, Duration since) {
            System.err.println(ChildText.notAlive(child, reason, since));
        }

        @Override
        public void died(ChildDeath death) {
            System.err.println(ChildText.died(death));
        }
    }
}
