package io.slackwater.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.streams.StateStoreSettings;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

class StreamsDefaultsTest {

    @Test
    void shouldBeWhatTheServicesUse() {
        assertThat(ConfigProvider.getConfig().getValue("kafka-streams.rocksdb.config.setter", String.class))
                .isEqualTo(StateStoreSettings.class.getName());
    }
}
