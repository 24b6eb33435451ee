package io.slackwater.integration.containers;

import io.slackwater.integration.pipeline.MainJob;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;

/** The main job on the Kafka that everybody can pull, as its image comes. */
@NeedsContainerEngine
class ContainerPipelineTest {

    private static final String IMAGE = "apache/kafka:4.1.1";

    @TempDir
    private Path directory;

    @Test
    void shouldMoveEveryVmToTheNewKernelAndFreeTheOldOneOnThePublicKafkaImage() throws Exception {
        try (KafkaContainer kafka = new KafkaContainer(IMAGE)) {
            kafka.start();

            MainJob.run(kafka.getBootstrapServers(), directory);
        }
    }
}
