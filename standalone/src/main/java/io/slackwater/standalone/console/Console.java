package io.slackwater.standalone.console;

import io.slackwater.broker.FreePorts;
import io.slackwater.standalone.config.ConsoleSettings;
import io.slackwater.standalone.process.Backoff;
import io.slackwater.standalone.process.ChildFailedException;
import io.slackwater.standalone.process.ChildSpec;
import io.slackwater.standalone.process.Supervisor;
import io.slackwater.standalone.process.SupervisorListener;
import io.slackwater.standalone.services.DataDirectoryException;
import io.slackwater.standalone.services.DataDirectoryLock;
import io.slackwater.standalone.services.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The processes of a console: itself and, where it has no other database, a PostgreSQL server. A child that dies is started again. */
public final class Console implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration DATABASE_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration CONSOLE_TIMEOUT = Duration.ofMinutes(2);

    private final Path directory;
    private final DataDirectoryLock lock;
    private final Supervisor supervisor;

    private Console(Path directory, DataDirectoryLock lock, Supervisor supervisor) {
        this.directory = directory;
        this.lock = lock;
        this.supervisor = supervisor;
    }

    /**
     * Takes the directory {@code console} of a data directory; nothing runs before {@link #start}.
     *
     * @throws io.slackwater.standalone.services.AlreadyRunningException if another console has it; nothing of that one is touched
     * @throws DataDirectoryException if it cannot be written
     */
    public static Console prepare(Path dataDirectory, SupervisorListener listener) {
        Path directory = dataDirectory.resolve("console");
        try {
            Files.createDirectories(directory);
            // The password is in it, and the server's programs, which the library makes writable to everybody.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException failed) {
            throw new DataDirectoryException(directory, failed);
        }
        // Before the supervisor, which would end the children of another console as orphans.
        DataDirectoryLock lock = DataDirectoryLock.take(directory);
        return new Console(directory, lock, new Supervisor(directory.resolve("children"), Backoff.DEFAULT, listener));
    }

    /**
     * Starts it, and returns its addresses.
     *
     * @param broker host and port of the broker
     * @throws ChildFailedException if one of its processes does not come up
     * @throws IllegalStateException if the console was not built; nothing runs then
     */
    public ConsoleAddresses start(Installation installation, String broker, ConsoleSettings settings)
            throws IOException, InterruptedException {
        ConsoleChildren children = new ConsoleChildren(installation, directory);
        Iterator<Integer> free = FreePorts.find(LOOPBACK, 3).iterator();
        int databasePort = free.next();
        int managementPort = settings.managementPort() == 0 ? free.next() : settings.managementPort();
        int port = settings.port() == 0 ? free.next() : settings.port();
        boolean isOwnDatabase = settings.databaseUrl().isEmpty();
        DatabaseAddress database = isOwnDatabase
                ? new DatabaseAddress(
                        PostgresProbe.url(LOOPBACK, databasePort),
                        Optional.of(new PostgresDirectory(directory).password()))
                : new DatabaseAddress(settings.databaseUrl().orElseThrow(), Optional.empty());
        ChildSpec console = children.console(broker, database, port, managementPort);
        if (isOwnDatabase) {
            supervisor.start(List.of(children.postgres(databasePort)), DATABASE_TIMEOUT);
        }
        supervisor.start(List.of(console), CONSOLE_TIMEOUT);
        return ConsoleAddresses.of(port, managementPort);
    }

    /** Returns where its data and logs are. */
    public Path directory() {
        return directory;
    }

    /** Stops its processes; may be called twice, and while it starts. */
    @Override
    public void close() {
        supervisor.close();
        lock.close();
    }
}
