package io.slackwater.integration.pipeline;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainJobTest {

    @TempDir
    private Path directory;

    @Test
    void shouldMoveEveryVmToTheNewKernelAndFreeTheOldOne() throws Exception {
        BrokerConfiguration configuration = BrokerConfiguration.local(directory.resolve("broker"));
        try (EmbeddedBroker broker = EmbeddedBroker.start(configuration)) {
            MainJob.run(broker.bootstrapServers(), directory.resolve("services"));
        }
    }
}
