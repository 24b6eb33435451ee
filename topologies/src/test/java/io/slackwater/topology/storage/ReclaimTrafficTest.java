package io.slackwater.topology.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.topology.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts the records of one VM's move from a volume to another in the changelogs and repartition topics. */
class ReclaimTrafficTest {

    @TempDir
    private Path directory;

    @Test
    void shouldCarryInternallyOnlyWhatTheStoreMachineReadsOfHeaders() {
        try (MachineDriver machine = new MachineDriver(directory, Duration.ZERO)) {
            new StoreLife(machine).stageAndMove();

            Map<String, Traffic> traffic = machine.internalTraffic();
            assertThat(traffic.get("updates-by-store-repartition").headers())
                    .containsExactly(EventHeaders.ID, EventHeaders.TRACE_PARENT);
            assertThat(traffic).containsKey("volumes-changelog").allSatisfy((topic, count) -> {
                if (topic.endsWith("-changelog")) {
                    assertThat(count.headers()).isEmpty();
                } else if (!topic.equals("updates-by-store-repartition")) {
                    assertThat(count.headers()).isEqualTo(List.of(EventHeaders.TRACE_PARENT));
                }
            });
        }
    }
}
