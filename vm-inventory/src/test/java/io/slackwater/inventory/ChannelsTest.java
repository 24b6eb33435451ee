package io.slackwater.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.topics.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ChannelsTest {

    @Test
    void shouldConnectChannelsOnlyToTopicsOfTheCatalogue() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        }

        assertThat(properties.stringPropertyNames())
                .filteredOn(name -> name.startsWith("mp.messaging.") && name.endsWith(".topic"))
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(Topics.named(properties.getProperty(name))).isPresent());
    }
}
