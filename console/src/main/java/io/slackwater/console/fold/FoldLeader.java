package io.slackwater.console.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Says whether this process is the one that folds, of all consoles that share a database. The right is a PostgreSQL advisory lock of a
 * session: it ends with the connection. A process that only believes that it still has it writes nothing, since the offsets
 * have moved.
 */
public final class FoldLeader implements AutoCloseable {

    /** What every console asks for; any number that nothing else in the database locks. */
    private static final long LOCK = 0x736c_6163_6b77_6174L;

    private static final int VALIDITY_TIMEOUT_SECONDS = 5;

    private final DataSource database;
    private @Nullable Connection session;

    /** A process that does not fold yet. */
    public FoldLeader(DataSource database) {
        this.database = database;
    }

    /**
     * Asks for the right, or checks that it is still there.
     *
     * @return false where another process has it
     * @throws SQLException if the database does not answer; the right is lost then
     */
    public synchronized boolean isLeader() throws SQLException {
        Connection held = session;
        if (held != null && held.isValid(VALIDITY_TIMEOUT_SECONDS)) {
            return true;
        }
        close();
        Connection asking = database.getConnection();
        boolean isGiven = false;
        try (PreparedStatement statement = asking.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (ResultSet answer = statement.executeQuery()) {
                isGiven = answer.next() && answer.getBoolean(1);
            }
        } finally {
            if (isGiven) {
                session = asking;
            } else {
                asking.close();
            }
        }
        return isGiven;
    }

    /** Gives the right back. A connection that is broken has lost it already. */
    @Override
    public synchronized void close() throws SQLException {
        Connection held = session;
        session = null;
        if (held == null) {
            return;
        }
        try (held) {
            if (held.isValid(VALIDITY_TIMEOUT_SECONDS)) {
                unlock(held);
            }
        }
    }

    private static void unlock(Connection session) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement("SELECT pg_advisory_unlock(?)")) {
            statement.setLong(1, LOCK);
            statement.execute();
        }
    }
}
