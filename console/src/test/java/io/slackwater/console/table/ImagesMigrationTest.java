package io.slackwater.console.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The tables of images in a database that was folded before there were any. */
class ImagesMigrationTest {

    private static final List<String> FOLDED_AGAIN =
            List.of("hosts", "host_stores", "vm_placements", "vm_volumes", "holds", "unread_records");

    @Test
    void shouldFoldWhatTheyAreMadeOfFromTheStartIntoEmptyTables() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            // given
            Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .target("2")
                    .load()
                    .migrate();
            ImageFleet fleet = new ImageFleet(Jdbi.create(postgres.getPostgresDatabase()));
            rowsOfEarlierVersions(fleet);
            for (String table : FOLDED_AGAIN) {
                assertThat(fleet.number("SELECT count(*) FROM " + table))
                        .as(table)
                        .isOne();
            }

            // when
            Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();

            // then
            for (String table : FOLDED_AGAIN) {
                assertThat(fleet.number("SELECT count(*) FROM " + table))
                        .as(table)
                        .isZero();
            }
            assertThat(fleet.number("SELECT count(*) FROM freezes WHERE subject = 'deletes'"))
                    .isZero();
            assertThat(fleet.number("SELECT count(*) FROM freezes WHERE subject = 'fleet'"))
                    .isOne();
            assertThat(fleet.number("SELECT count(*) FROM folded_partitions WHERE topic = 'slackwater.hosts'"))
                    .isZero();
            assertThat(fleet.number("SELECT count(*) FROM folded_partitions WHERE topic = 'slackwater.updates'"))
                    .isOne();
        }
    }

    private static void rowsOfEarlierVersions(ImageFleet fleet) {
        fleet.execute("INSERT INTO hosts (host_id) VALUES ('h1')");
        fleet.execute(
                "INSERT INTO host_stores VALUES ('h1', 'h1/images', 'images', 'dir', '/images', true, 1, 1, true, '', now())");
        fleet.execute(
                "INSERT INTO vm_placements VALUES ('v', 'h1', 'web-1', '{}', true, NULL, false, false, 0, 0, '[]', '[]', now(), NULL)");
        fleet.execute(
                "INSERT INTO vm_volumes VALUES ('v', 'h1', 0, 'vda', true, true, 0, 'h1/images', 'a.qcow2', '/images/a.qcow2')");
        fleet.execute("INSERT INTO holds VALUES ('h1/images', 'a.qcow2', 'keep', 'ann', 'mine', now())");
        fleet.execute("INSERT INTO unread_records VALUES ('slackwater.hosts', 0, 1, 'h1', 'later version', now())");
        fleet.execute("INSERT INTO freezes VALUES ('deletes', 'ann', 'mine', now()), ('fleet', 'ann', 'mine', now())");
        fleet.execute("INSERT INTO folded_partitions VALUES ('slackwater.hosts', 0, 2), ('slackwater.updates', 0, 2)");
    }
}
