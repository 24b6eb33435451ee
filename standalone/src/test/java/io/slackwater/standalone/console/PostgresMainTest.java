package io.slackwater.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresMainTest {

    private static final Duration START = Duration.ofMinutes(2);
    private static final String LOOPBACK = "127.0.0.1";

    @TempDir
    private Path directory;

    @AfterEach
    void endServer() throws Exception {
        Postmaster.endThatOf(files().data());
    }

    @Test
    void shouldServeTheSameDataAgainAfterItWasKilledAndItsServerWentOn() throws Exception {
        // given
        int first = FreePorts.find(LOOPBACK, 1).get(0);
        Process killed = start(first);
        awaitUp(first, killed);
        execute(first, "CREATE TABLE kept (number integer)");
        execute(first, "INSERT INTO kept VALUES (42)");
        killed.destroyForcibly().waitFor();
        assertThat(isUp(first)).as("the server whose parent was killed").isTrue();

        // when
        int second = FreePorts.find(LOOPBACK, 1).get(0);
        Process again = start(second);
        awaitUp(second, again);

        // then
        assertThat(isUp(first)).as("the server before").isFalse();
        assertThat(ask(second, "SELECT number::text FROM kept")).isEqualTo("42");
        assertThat(ask(second, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(second, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(second, "SHOW listen_addresses")).isEqualTo(LOOPBACK);

        assertThatThrownBy(
                        () -> DriverManager.getConnection(PostgresProbe.url(LOOPBACK, second), "postgres", "guessed"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(Files.getPosixFilePermissions(directory.resolve("postgres-password")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

        // when it is told to end, its server ends with it
        again.destroy();
        again.waitFor();
        assertThat(isUp(second)).isFalse();
    }

    private Process start(int port) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostgresMain.class.getName(),
                        directory.toString(),
                        String.valueOf(port)))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(port + ".log").toFile())
                .start();
    }

    private void awaitUp(int port, Process process) {
        await().atMost(START).until(() -> isUp(port) || !process.isAlive());
        assertThat(process.isAlive()).isTrue();
    }

    private boolean isUp(int port) {
        return new PostgresProbe(LOOPBACK, port, files())
                .check(ProcessHandle.current())
                .isUp();
    }

    private void execute(int port, String sql) throws SQLException, IOException {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(int port, String sql) throws SQLException, IOException {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }

    private Connection connect(int port) throws SQLException, IOException {
        return DriverManager.getConnection(PostgresProbe.url(LOOPBACK, port), "postgres", files().password());
    }

    private PostgresDirectory files() {
        return new PostgresDirectory(directory);
    }
}
