package io.slackwater.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "The binaries are of Linux on amd64")
class PostgresPeerTest {

    @Test
    void shouldOpenAnUpdateOfEveryVmForEachChange() throws IOException, SQLException {
        PostgresResult result = PostgresPeer.run(200, 2);

        assertThat(result.version()).startsWith("18.");
        assertThat(result.loadSeconds()).isPositive();
        assertThat(result.changeSeconds()).hasSize(2).allSatisfy(seconds -> assertThat(seconds)
                .isPositive());
    }

    @Test
    void shouldTellTheMedianOfTheWarmChanges() {
        assertThat(new PostgresResult("18.3", 1, List.of(9.0, 1.0, 4.0, 2.0)).changeMedian())
                .isEqualTo(2.0);
        assertThat(new PostgresResult("18.3", 1, List.of(9.0, 1.0, 4.0)).changeMedian())
                .isEqualTo(2.5);
    }
}
