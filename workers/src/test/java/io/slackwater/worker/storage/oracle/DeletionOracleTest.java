package io.slackwater.worker.storage.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.lab.host.Prerequisites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has the worker delete the volumes of randomly made layouts on two real hosts, while owners do what they like or nobody does anything, and
 * an oracle say whether it should have. More layouts, or those of a seed that disagreed: {@code -Doracle.layouts=500 -Doracle.seed=42}.
 */
class DeletionOracleTest {

    private static final int HOSTS = 2;
    private static final int MANY = 500;

    @Test
    void shouldDeleteExactlyWhatNothingUses(@TempDir Path directory) throws Exception {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        int layouts = Integer.getInteger("oracle.layouts", 25);
        long seed = Long.getLong("oracle.seed", System.currentTimeMillis());
        int most = Integer.getInteger("oracle.findings", Integer.MAX_VALUE);
        Tally tally = new Tally();
        Path usr = Files.createTempDirectory(Path.of("/usr/local"), "slackwater-oracle-");
        Path storage = Files.createDirectories(directory.resolve("storage"));
        try (Hosts hosts = new Hosts(directory, HOSTS)) {
            Trial trial = new Trial(hosts, tally);
            for (int number = 0; number < layouts && tally.findings().size() < most; number++) {
                try (RandomLayout layout = new RandomLayout(hosts, storage, usr, seed + number)) {
                    trial.of(layout, seed + number);
                }
            }
        } finally {
            RandomLayout.delete(usr);
            System.out.println("Layouts from seed " + seed + ": " + tally);
        }

        assertThat(tally.findings()).isEmpty();
        if (layouts >= MANY) {
            assertThat(tally.number("layouts shared")).isGreaterThanOrEqualTo(MANY / 5);
            assertThat(tally.number("layouts with links")).isGreaterThanOrEqualTo(MANY / 5);
            assertThat(tally.number("layouts with chains of three and more")).isGreaterThanOrEqualTo(MANY / 5);
            assertThat(tally.number("layouts with owners")).isGreaterThanOrEqualTo(2 * MANY / 5);
        }
        assertThat(tally.number("freed"))
                .as("freed: to keep everything is no solution")
                .isPositive()
                .isGreaterThanOrEqualTo(tally.number("layouts in which all is clear"));
    }
}
