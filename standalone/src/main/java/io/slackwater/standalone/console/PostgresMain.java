package io.slackwater.standalone.console;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a PostgreSQL server until the process is told to end. What is in its directory stays. Arguments: the directory of the data, the
 * directory of the programs, and the port on 127.0.0.1.
 */
public final class PostgresMain {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

    private PostgresMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path data = Path.of(arguments[0]);
        Postmaster.endThatOf(data);
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(Path.of(arguments[1]).toFile())
                .setPort(Integer.parseInt(arguments[2]))
                .setPGStartupWait(START_TIMEOUT)
                // The library turns them off, since it serves tests.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres), "stop-postgres"));
        new CountDownLatch(1).await();
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException failed) {
            System.err.println("PostgreSQL was not stopped: " + failed.getMessage());
        }
    }
}
