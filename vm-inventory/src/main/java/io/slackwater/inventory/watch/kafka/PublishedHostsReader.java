package io.slackwater.inventory.watch.kafka;

import io.slackwater.schemas.HostVmDigest;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.RecordValidator;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.worker.watch.PublishedHost;
import io.slackwater.worker.watch.volumes.PublishedVolumes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/** Reads what was published of the hosts of a partition, from the compacted state topics of their VMs and volumes. */
final class PublishedHostsReader {

    private static final Logger LOG = Logger.getLogger(PublishedHostsReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final Map<String, Object> clientConfiguration;
    private final AvroCodec<HostVmDigest> codec;
    private final AvroCodec<StoreVolume> volumeCodec;

    PublishedHostsReader(Map<String, Object> clientConfiguration, SchemaStore schemas) {
        this.clientConfiguration = clientConfiguration;
        this.codec = new AvroCodec<>(HostVmDigest.class, schemas);
        this.volumeCodec = new AvroCodec<>(StoreVolume.class, schemas);
    }

    /**
     * Reads the VMs and the volumes of a partition's hosts; to be called when nobody else can write to it any more.
     *
     * @throws TimeoutException if the broker does not answer for 30 s
     */
    Map<String, PublishedHost> read(int number) {
        Map<String, PublishedHost> vmsByHost = readVms(number);
        read(new TopicPartition(Topics.STORE_VOLUMES.name(), number), entry -> takeVolume(entry, vmsByHost));
        return vmsByHost;
    }

    /**
     * Reads the VMs of a partition's hosts.
     *
     * @throws TimeoutException if the broker does not answer for 30 s
     */
    Map<String, PublishedHost> readVms(int number) {
        Map<String, PublishedHost> vmsByHost = new HashMap<>();
        read(new TopicPartition(Topics.HOST_VMS.name(), number), entry -> take(entry, vmsByHost));
        return vmsByHost;
    }

    private void read(TopicPartition partition, java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader) {
        try (Consumer<String, byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            long position = 0;
            long advancedAt = System.nanoTime();
            while (position < end) {
                consumer.poll(POLL).forEach(reader);
                if (consumer.position(partition) > position) {
                    position = consumer.position(partition);
                    advancedAt = System.nanoTime();
                } else if (System.nanoTime() - advancedAt > ANSWER_TIMEOUT.toNanos()) {
                    throw new TimeoutException("The broker did not send the rest of %s within %d s"
                            .formatted(partition, ANSWER_TIMEOUT.toSeconds()));
                }
            }
        }
    }

    /** Returns how many partitions of hosts there are. */
    int partitions() {
        try (Consumer<String, byte[]> consumer = consumer()) {
            return consumer.partitionsFor(Topics.HOST_VMS.name()).size();
        }
    }

    private void take(ConsumerRecord<String, byte[]> entry, Map<String, PublishedHost> vmsByHost) {
        int slash = entry.key() == null ? -1 : entry.key().lastIndexOf('/');
        if (slash < 0) {
            LOG.warnf("Entry at offset %d of %s has no key of the form host/VM", entry.offset(), entry.topic());
            return;
        }
        String hostId = entry.key().substring(0, slash);
        PublishedHost publishedHost = vmsByHost.computeIfAbsent(hostId, PublishedHost::new);
        try {
            if (entry.value() == null) {
                publishedHost.forget(entry.key().substring(slash + 1));
            } else {
                publishedHost.restore(digest(entry.key(), entry.value()));
            }
        } catch (SerializationException malformed) {
            // Then the VM is published again, which writes a readable entry.
            LOG.warnf("Entry %s of %s cannot be read: %s", entry.key(), entry.topic(), malformed.getMessage());
        }
    }

    private void takeVolume(ConsumerRecord<String, byte[]> entry, Map<String, PublishedHost> vmsByHost) {
        int slash = entry.key() == null ? -1 : entry.key().indexOf('/');
        if (slash < 0) {
            LOG.warnf("Entry at offset %d of %s has no key of the form host/pool", entry.offset(), entry.topic());
            return;
        }
        String hostId = entry.key().substring(0, slash);
        PublishedHost published = vmsByHost.computeIfAbsent(hostId, PublishedHost::new);
        // What cannot be read counts as not published: it is published again.
        published.forgetVolume(entry.key().substring(slash + 1));
        if (entry.value() != null) {
            try {
                published.restore(volume(entry.key(), entry.value()));
            } catch (SerializationException malformed) {
                LOG.warnf("Entry %s of %s cannot be read: %s", entry.key(), entry.topic(), malformed.getMessage());
            }
        }
    }

    private StoreVolume volume(String key, byte[] bytes) {
        StoreVolume told = RecordValidator.requireValid(volumeCodec.decode(bytes));
        if (!key.equals(PublishedVolumes.key(told))) {
            throw new SerializationException("It is about another volume than its key says");
        }
        return told;
    }

    private HostVmDigest digest(String key, byte[] bytes) {
        HostVmDigest digest = RecordValidator.requireValid(codec.decode(bytes));
        if (!key.equals(digest.getHostId() + "/" + digest.getVmId())) {
            throw new SerializationException("It is about another VM than its key says");
        }
        return digest;
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> configuration = new HashMap<>(clientConfiguration);
        configuration.keySet().removeIf(key -> key.startsWith("group."));
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
