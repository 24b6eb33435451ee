package io.slackwater.standalone.console;

import io.slackwater.standalone.process.Health;
import io.slackwater.standalone.process.HealthProbe;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Tells whether a PostgreSQL server takes connections. */
final class PostgresProbe implements HealthProbe {

    private static final String TIMEOUT_SECONDS = "2";

    private final String url;
    private final PostgresDirectory directory;

    PostgresProbe(String host, int port, PostgresDirectory directory) {
        this.url = url(host, port);
        this.directory = directory;
    }

    /** Returns the address of the database that a server has from the beginning. */
    static String url(String host, int port) {
        return "jdbc:postgresql://" + host + ":" + port + "/postgres";
    }

    @Override
    public Health check(ProcessHandle child) {
        if (!directory.isReady()) {
            return new Health.NotUp("it is being set up");
        }
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("connectTimeout", TIMEOUT_SECONDS);
        login.setProperty("loginTimeout", TIMEOUT_SECONDS);
        try {
            login.setProperty("password", directory.password());
        } catch (IOException unreadable) {
            return new Health.NotUp("its password cannot be read: " + unreadable.getMessage());
        }
        try (Connection connection = DriverManager.getConnection(url, login)) {
            return connection.isValid(1) ? new Health.Up() : new Health.NotUp("it does not answer");
        } catch (SQLException notYet) {
            return new Health.NotUp(String.valueOf(notYet.getMessage()));
        }
    }
}
