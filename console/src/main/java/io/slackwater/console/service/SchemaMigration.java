package io.slackwater.console.service;

import jakarta.inject.Singleton;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Brings the tables of the read model to this version. */
@Singleton
class SchemaMigration {

    private final Flyway flyway;

    SchemaMigration(Flyway flyway) {
        this.flyway = flyway;
    }

    /**
     * Makes what is missing.
     *
     * @throws IllegalStateException if a newer version of the console made the tables; they stay as they are
     */
    void migrate() {
        @Nullable MigrationInfo current = flyway.info().current();
        boolean isKnown = current == null
                || Arrays.stream(flyway.info().all())
                        .filter(migration -> migration.getPhysicalLocation() != null)
                        .filter(migration -> !migration.getPhysicalLocation().isEmpty())
                        .map(MigrationInfo::getVersion)
                        .anyMatch(version -> isAtLeast(version, current.getVersion()));
        if (!isKnown) {
            throw new IllegalStateException("The tables in the database are of version " + current.getVersion()
                    + ", which this console does not know. Run the newer console, or name an empty database:"
                    + " everything in it is folded from the log again");
        }
        flyway.migrate();
    }

    private static boolean isAtLeast(@Nullable MigrationVersion version, MigrationVersion other) {
        return version != null && version.compareTo(other) >= 0;
    }
}
