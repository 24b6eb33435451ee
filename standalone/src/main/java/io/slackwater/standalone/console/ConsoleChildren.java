package io.slackwater.standalone.console;

import io.slackwater.standalone.process.ChildSpec;
import io.slackwater.standalone.process.HttpHealthProbe;
import io.slackwater.standalone.process.LivenessProbe;
import io.slackwater.standalone.process.OwnPortProbe;
import io.slackwater.standalone.services.Installation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The processes of a console: itself and, where it has no other, a PostgreSQL server. */
final class ConsoleChildren {

    private static final String LOOPBACK = "127.0.0.1";

    private final Installation installation;
    private final Path directory;

    /**
     * The processes of one console.
     *
     * @param directory where their data and logs are
     */
    ConsoleChildren(Installation installation, Path directory) {
        this.installation = installation;
        this.directory = directory;
    }

    /** Returns the server, whose superuser has a password of its own. */
    ChildSpec postgres(int port) {
        List<String> command = installation.java(
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PostgresMain.class.getName(),
                directory.toString(),
                String.valueOf(port));
        return new ChildSpec(
                "postgres",
                command,
                directory.resolve("postgres.log"),
                new PostgresProbe(LOOPBACK, port, new PostgresDirectory(directory)));
    }

    /**
     * Returns the console.
     *
     * @param broker host and port of the broker
     * @param database its database
     */
    ChildSpec console(String broker, DatabaseAddress database, int port, int managementPort) throws IOException {
        List<String> command = installation.java(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dkafka.bootstrap.servers=" + broker,
                "-Dquarkus.http.host=" + LOOPBACK,
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=" + LOOPBACK,
                "-Dquarkus.management.port=" + managementPort,
                "-Dquarkus.config.locations=" + database.write(directory).toUri(),
                "-jar",
                installation.jarOf("console").toString());
        URI health = URI.create("http://" + LOOPBACK + ":" + managementPort + "/q/health");
        Path log = directory.resolve("console.log");
        return new ChildSpec(
                "console",
                command,
                log,
                log,
                new OwnPortProbe(managementPort, new HttpHealthProbe(health, Set.of())),
                LivenessProbe.NONE);
    }
}
