package io.slackwater.reclaimer.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.volume.StorageEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.topics.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChannelTest {

    @Test
    void shouldNameTopicsOfTheCatalogue() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = ChannelTest.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        }

        assertThat(properties.getProperty("mp.messaging.incoming.storage-commands.topic"))
                .isEqualTo(Topics.STORAGE_COMMANDS.name());
        assertThat(properties.getProperty("mp.messaging.outgoing.storage-commands-dead-letter.topic"))
                .isEqualTo(Topics.STORAGE_COMMANDS.deadLetterName());
        assertThat(properties.getProperty("mp.messaging.outgoing.storage-outcomes.topic"))
                .isEqualTo(Topics.STORAGE_OUTCOMES.name());
        assertThat(properties.getProperty("mp.messaging.outgoing.storage-outcomes.delivery.timeout.ms"))
                .as("an outcome is sent for as long as the broker is away")
                .isEqualTo(String.valueOf(Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @EnumSource
    void shouldKnowEveryBlockerCodeOnTheWire(BlockerCode code) {
        assertThat(io.slackwater.schemas.BlockerCode.values())
                .extracting(Enum::name)
                .contains(code.name());
    }

    @ParameterizedTest
    @EnumSource
    void shouldKnowEveryStepOnTheWire(StorageEvent.Step step) {
        assertThat(VolumeEventType.values()).extracting(Enum::name).contains(step.name());
    }
}
