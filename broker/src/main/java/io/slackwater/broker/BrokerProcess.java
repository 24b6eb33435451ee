package io.slackwater.broker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * A broker as a process of its own, with the memory that the launcher gives it, for measurements and tests of outages: it can be
 * paused, killed and started again on the same port over the same data.
 */
public final class BrokerProcess implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final Path dataDirectory;
    private final Path log;
    private final int port;
    private Process process;

    private BrokerProcess(Path dataDirectory, Path log, int port) throws IOException {
        this.dataDirectory = dataDirectory;
        this.log = log;
        this.port = port;
        this.process = launch();
    }

    /**
     * Starts a broker on a free port and returns when it serves clients.
     *
     * @param dataDirectory where its logs are, made where it is not there
     * @param log the file that gets what it prints
     * @throws IOException if it did not start; the message has what it printed
     */
    public static BrokerProcess start(Path dataDirectory, Path log) throws IOException, InterruptedException {
        BrokerProcess broker =
                new BrokerProcess(dataDirectory, log, FreePorts.find(HOST, 1).get(0));
        broker.awaitServing();
        return broker;
    }

    /** Returns host and port for clients' {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Whether the process runs; a paused one does. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Pauses it (SIGSTOP): connections stay open, and nothing is answered. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets a paused broker go on (SIGCONT). */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Ends it with SIGKILL and waits until it has ended. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * Starts a broker that has ended again, and returns when it serves clients.
     *
     * @throws IOException if it did not start; the message has what it printed
     */
    public void startAgain() throws IOException, InterruptedException {
        process = launch();
        awaitServing();
    }

    private Process launch() throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                dataDirectory.toString(),
                HOST,
                String.valueOf(port));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void awaitServing() throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers(), "default.api.timeout.ms", (int) START_TIMEOUT.toMillis()))) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException notServing) {
            close();
            throw new IOException("The broker did not start: " + Files.readString(log), notServing);
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-s", signal, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("The broker's process " + process.pid() + " did not get SIG" + signal);
        }
    }

    /** Stops it and waits until it has ended, paused or not. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                signal("CONT");
            }
            process.destroy();
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException unsignalled) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
