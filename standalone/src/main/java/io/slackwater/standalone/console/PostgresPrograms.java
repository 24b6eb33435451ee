package io.slackwater.standalone.console;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * The programs of PostgreSQL that come with Slackwater, for Linux on x86-64. The library's own search fails where the class path has
 * the same jar twice.
 */
public final class PostgresPrograms implements PgBinaryResolver {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final Set<String> X86_64 = Set.of("x86_64", "amd64");

    /**
     * Returns the archive of the programs.
     *
     * @throws IOException if there are none for this machine; the message has the remedy
     */
    @Override
    public InputStream getPgBinary(String system, String machineHardware) throws IOException {
        InputStream archive = system.equalsIgnoreCase("linux") && X86_64.contains(machineHardware)
                ? PostgresPrograms.class.getResourceAsStream(ARCHIVE)
                : null;
        if (archive == null) {
            throw new IOException(
                    "Slackwater brings PostgreSQL for Linux on x86-64 alone, and this is %s on %s: name a server of yours with console.database-url"
                            .formatted(system, machineHardware));
        }
        return archive;
    }
}
