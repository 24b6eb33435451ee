package io.slackwater.runtime.streams;

import io.slackwater.streams.replay.Horizon;
import io.slackwater.streams.view.LocalStores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.KafkaStreams;

/** What every service with a topology is given. */
@ApplicationScoped
class StreamsBeans {

    @Produces
    @Singleton
    LocalStores stores(KafkaStreams streams, Horizon horizon) {
        return new LocalStores(streams, horizon);
    }
}
