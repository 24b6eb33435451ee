package io.slackwater.standalone.console;

import io.slackwater.standalone.process.ChildSpec;
import io.slackwater.standalone.process.HttpHealthProbe;
import io.slackwater.standalone.process.LivenessProbe;
import io.slackwater.standalone.process.OwnPortProbe;
import io.slackwater.standalone.services.Installation;
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

    ChildSpec postgres(int port) {
        List<String> command = installation.java(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PostgresMain.class.getName(),
                directory.resolve("postgres").toString(),
                directory.resolve("postgres-programs").toString(),
                String.valueOf(port));
        return new ChildSpec("postgres", command, directory.resolve("postgres.log"), new PostgresProbe(LOOPBACK, port));
    }

    /**
     * Returns the console.
     *
     * @param broker host and port of the broker
     * @param databaseUrl the JDBC address of its database; user and password are in the environment
     */
    ChildSpec console(String broker, String databaseUrl, int port, int managementPort) {
        List<String> command = installation.java(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dkafka.bootstrap.servers=" + broker,
                "-Dquarkus.http.host=" + LOOPBACK,
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=" + LOOPBACK,
                "-Dquarkus.management.port=" + managementPort,
                "-Dslackwater.console.database-url=" + databaseUrl,
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
