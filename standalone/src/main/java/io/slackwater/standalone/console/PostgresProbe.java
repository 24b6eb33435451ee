package io.slackwater.standalone.console;

import io.slackwater.standalone.process.Health;
import io.slackwater.standalone.process.HealthProbe;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Tells whether a PostgreSQL server takes connections. */
final class PostgresProbe implements HealthProbe {

    private static final String TIMEOUT_SECONDS = "2";

    private final String url;

    PostgresProbe(String host, int port) {
        this.url = url(host, port);
    }

    /** Returns the address of the database that a server has from the beginning. */
    static String url(String host, int port) {
        return "jdbc:postgresql://" + host + ":" + port + "/postgres";
    }

    @Override
    public Health check(ProcessHandle child) {
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("connectTimeout", TIMEOUT_SECONDS);
        login.setProperty("loginTimeout", TIMEOUT_SECONDS);
        try (Connection connection = DriverManager.getConnection(url, login)) {
            return connection.isValid(1) ? new Health.Up() : new Health.NotUp("it does not answer");
        } catch (SQLException notYet) {
            return new Health.NotUp(String.valueOf(notYet.getMessage()));
        }
    }
}
