package io.slackwater.benchmarks.match;

import io.slackwater.benchmarks.clock.Cost;
import io.slackwater.benchmarks.clock.Stopwatch;
import io.slackwater.benchmarks.kafka.Clients;
import io.slackwater.benchmarks.kafka.RecordSizes;
import io.slackwater.benchmarks.kafka.TopicReader;
import io.slackwater.benchmarks.kafka.TopicWriter;
import io.slackwater.benchmarks.report.Measure;
import io.slackwater.benchmarks.report.Round;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Measures how fast a change that concerns every VM becomes an update of each. The clock runs from the publishing of the change
 * until a consumer has seen the last update. The other side is a producer that writes the same records, captured in the first
 * round, until a consumer has seen the last of them.
 */
public final class FanOutBenchmark {

    private static final double GOAL = 1.4;
    private static final String PLAIN_TOPIC = "benchmark-plain";

    private final Fleet fleet;
    private final Clients clients;
    private final MatchTopologyRun topology;
    private final Consumer<String> progress;
    private final AvroCodec<UpdateEvent> updates = new AvroCodec<>(UpdateEvent.class);
    private final AvroCodec<RolloutEvent> rollouts = new AvroCodec<>(RolloutEvent.class);
    private List<ProducerRecord<byte[], byte[]>> captured = List.of();
    private RecordSizes sizes = new RecordSizes();

    /**
     * Prepares it.
     *
     * @param topology one that knows the fleet and its volumes, and no change
     */
    public FanOutBenchmark(Fleet fleet, Clients clients, MatchTopologyRun topology, Consumer<String> progress) {
        this.fleet = fleet;
        this.clients = clients;
        this.topology = topology;
        this.progress = progress;
    }

    /** Measures with one change a round, each newer than the one before. */
    public Measure run(int rounds) throws InterruptedException {
        List<Round> measured = new ArrayList<>();
        try (TopicWriter writer = clients.writer()) {
            createPlainTopic(writer.partitions(Topics.UPDATES.name()));
            for (int number = 1; number <= rounds; number++) {
                Cost cost = fanOut(number, writer);
                Round round = new Round(number == 1, cost, writePlainly(writer));
                measured.add(round);
                progress.accept("fan-out %d/%d: %.3f s, plain %.3f s"
                        .formatted(
                                number,
                                rounds,
                                round.slackwater().seconds(),
                                round.plain().seconds()));
            }
        }
        return new Measure("match fan-out", GOAL, sizes.count(), sizes.bytes(), measured);
    }

    private void createPlainTopic(int partitions) throws InterruptedException {
        try (Admin admin = clients.admin()) {
            admin.createTopics(List.of(new NewTopic(PLAIN_TOPIC, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException refused) {
            throw new KafkaException("Topic " + PLAIN_TOPIC + " could not be created", refused.getCause());
        }
    }

    /** Returns what it took, when the topology has dealt with its own updates too. */
    private Cost fanOut(int number, TopicWriter writer) throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> opened = new ArrayList<>(fleet.vms());
        try (TopicReader reader = clients.readerFromEnd(Topics.UPDATES.name());
                TopicReader finished = clients.readerFromEnd(Topics.ROLLOUTS.name())) {
            Stopwatch stopwatch = new Stopwatch();
            writer.send(fleet.change(number));
            writer.flush();
            reader.read(fleet.vms(), opened::add);
            Cost cost = stopwatch.read();
            requireOnePerVm(number, opened);
            requireFinished(finished);
            topology.awaitCommitted(reader.ends());
            if (captured.isEmpty()) {
                capture(opened);
            }
            return cost;
        }
    }

    private void requireOnePerVm(int number, List<ConsumerRecord<byte[], byte[]>> opened) {
        Set<String> vms = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : opened) {
            UpdateEvent update = updates.decode(record.value());
            if (update.getPhase() == UpdatePhase.REQUIRED
                    && update.getChangeId().equals(Fleet.changeId(number))) {
                vms.add(update.getVmId());
            }
        }
        requireAll("Updates were opened", vms.size());
    }

    private void requireFinished(TopicReader finished) {
        AtomicLong matched = new AtomicLong();
        finished.read(
                topology.partitions(),
                record -> matched.addAndGet(rollouts.decode(record.value()).getMatched()));
        requireAll("The rollout counts", matched.get());
    }

    private void requireAll(String what, long count) {
        if (count != fleet.vms()) {
            throw new IllegalStateException("%s for %,d VMs of %,d".formatted(what, count, fleet.vms()));
        }
    }

    private void capture(List<ConsumerRecord<byte[], byte[]>> opened) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(opened.size());
        RecordSizes added = new RecordSizes();
        for (ConsumerRecord<byte[], byte[]> record : opened) {
            records.add(new ProducerRecord<>(
                    PLAIN_TOPIC, record.partition(), record.key(), record.value(), record.headers()));
            added.add(record);
        }
        captured = records;
        sizes = added;
    }

    private Cost writePlainly(TopicWriter writer) {
        List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>(fleet.vms());
        try (TopicReader reader = clients.readerFromEnd(PLAIN_TOPIC)) {
            Stopwatch stopwatch = new Stopwatch();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                captured.forEach(writer::send);
                writer.flush();
            });
            reader.read(captured.size(), seen::add);
            Cost cost = stopwatch.read();
            writing.join();
            requireSameBytes(seen);
            return cost;
        }
    }

    private void requireSameBytes(List<ConsumerRecord<byte[], byte[]>> seen) {
        RecordSizes written = new RecordSizes();
        seen.forEach(written::add);
        if (written.bytes() != sizes.bytes()) {
            throw new IllegalStateException(
                    "The plain producer wrote %,d bytes, the topology %,d".formatted(written.bytes(), sizes.bytes()));
        }
    }
}
