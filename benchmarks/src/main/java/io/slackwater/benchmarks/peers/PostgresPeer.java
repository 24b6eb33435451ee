package io.slackwater.benchmarks.peers;

import io.slackwater.standalone.console.PostgresPrograms;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL of its own that opens the updates of a change by one {@code INSERT ... SELECT}. It runs without fsync, which is in its
 * favour: the broker of the benchmarks does not wait for the disk either.
 */
public final class PostgresPeer {

    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE use (vm uuid PRIMARY KEY, host text NOT NULL, slot text NOT NULL, portion text NOT NULL,
                version text NOT NULL, store text NOT NULL, volume text NOT NULL)""",
            "CREATE INDEX ON use (portion, version)",
            """
            CREATE TABLE update (id uuid PRIMARY KEY, change text NOT NULL, vm uuid NOT NULL, host text NOT NULL,
                phase text NOT NULL, store text NOT NULL, old_volume text NOT NULL, version text NOT NULL,
                opened timestamptz NOT NULL)""",
            "CREATE INDEX ON update (vm)",
            "CREATE INDEX ON update (change, phase)");
    private static final String LOAD =
            """
            INSERT INTO use SELECT md5(vm::text)::uuid, 'host-' || vm / 100, 'kernel', 'debian/kernel', '6.1.0-41',
                'host-' || vm / 100 || '/images', 'vmlinuz-6.1.0-41' FROM generate_series(1, ?) AS vm""";
    private static final String CHANGE =
            """
            INSERT INTO update SELECT md5(vm || ?)::uuid, ?, vm, host, 'REQUIRED', store, volume, '6.1.0-42', now()
                FROM use WHERE portion = 'debian/kernel' AND version = '6.1.0-41'""";

    private PostgresPeer() {}

    /**
     * Measures it.
     *
     * @param vms how many VMs there are, each with one row
     * @param changes how many changes are opened, at least two
     * @throws IllegalStateException if a change does not open an update for every VM
     */
    public static PostgresResult run(int vms, int changes) throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setPgBinaryResolver(new PostgresPrograms())
                        .start();
                Connection connection = postgres.getPostgresDatabase().getConnection()) {
            try (Statement statement = connection.createStatement()) {
                for (String table : TABLES) {
                    statement.execute(table);
                }
            }
            double load = seconds(connection, LOAD, vms, vms);
            List<Double> seconds = new ArrayList<>();
            for (int change = 1; change <= changes; change++) {
                String id = "change-" + change;
                seconds.add(seconds(connection, CHANGE, vms, id, id));
            }
            return new PostgresResult(connection.getMetaData().getDatabaseProductVersion(), load, seconds);
        }
    }

    private static double seconds(Connection connection, String sql, int expected, Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            long began = System.nanoTime();
            int rows = statement.executeUpdate();
            double seconds = (System.nanoTime() - began) / 1e9;
            if (rows != expected) {
                throw new IllegalStateException("%,d of %,d rows were inserted".formatted(rows, expected));
            }
            return seconds;
        }
    }
}
