package io.slackwater.executor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.topics.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channel configuration repeats names of the catalogue, since annotations and properties cannot refer to it. */
class ChannelTopicsTest {

    private final Properties properties = new Properties();

    @BeforeEach
    void readConfiguration() throws IOException {
        try (InputStream configuration =
                Objects.requireNonNull(ChannelTopicsTest.class.getResourceAsStream("/application.properties"))) {
            properties.load(configuration);
        }
    }

    @Test
    void shouldNameTheTopicsOfTheCatalogue() {
        assertThat(properties.getProperty("mp.messaging.incoming.commands.topic"))
                .isEqualTo(Topics.COMMANDS.name());
        assertThat(properties.getProperty("mp.messaging.outgoing.commands-dead-letter.topic"))
                .isEqualTo(Topics.COMMANDS.deadLetterName());
        assertThat(properties.getProperty("mp.messaging.outgoing.outcomes.topic"))
                .isEqualTo(Topics.OUTCOMES.name());
        assertThat(properties.getProperty("mp.messaging.outgoing.rollouts.topic"))
                .isEqualTo(Topics.ROLLOUTS.name());
        assertThat(properties.getProperty("mp.messaging.outgoing.policies.topic"))
                .isEqualTo(Topics.POLICIES.name());
    }
}
