package io.slackwater.standalone.console;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a PostgreSQL server until the process is told to end. What is in its directory stays. Arguments: the directory of the console, and
 * the port on 127.0.0.1.
 */
public final class PostgresMain {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

    private PostgresMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        PostgresDirectory directory = new PostgresDirectory(Path.of(arguments[0]));
        Postmaster.endThatOf(directory.data());
        directory.deleteUnfinished();
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setPgBinaryResolver(new PostgresPrograms())
                .setDataDirectory(directory.data())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(directory.programs().toFile())
                .setPort(Integer.parseInt(arguments[1]))
                .setPGStartupWait(START_TIMEOUT)
                .setConnectConfig("password", directory.password())
                // The library turns them off, since it serves tests.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres), "stop-postgres"));
        if (!directory.isReady()) {
            secure(postgres, directory);
        }
        new CountDownLatch(1).await();
    }

    /** The library sets a server up that trusts every user of the machine. */
    private static void secure(EmbeddedPostgres postgres, PostgresDirectory directory)
            throws IOException, SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            // Hexadecimal digits alone: nothing to be quoted.
            statement.execute("ALTER USER postgres PASSWORD '" + directory.password() + "'");
            directory.requirePassword();
            statement.execute("SELECT pg_reload_conf()");
        }
        directory.noteReady();
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException failed) {
            System.err.println("PostgreSQL was not stopped: " + failed.getMessage());
        }
    }
}
