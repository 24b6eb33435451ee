package io.slackwater.benchmarks.match;

import io.slackwater.benchmarks.clock.Cost;
import io.slackwater.benchmarks.clock.Stopwatch;
import io.slackwater.benchmarks.kafka.Clients;
import io.slackwater.benchmarks.kafka.RecordSizes;
import io.slackwater.benchmarks.kafka.TopicReader;
import io.slackwater.benchmarks.kafka.TopicWriter;
import io.slackwater.benchmarks.report.Measure;
import io.slackwater.benchmarks.report.Round;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Measures how fast a topology that knows the volumes, but no VM, takes in the fleet. The observations are written in one
 * transaction before; its commit is the instant from which the topology can read them, and starts the clock. It stops when
 * the topology has committed that it dealt with the last one. The other side is a consumer that reads and decodes them.
 */
public final class IntakeBenchmark implements AutoCloseable {

    private static final double GOAL = 4;
    private static final String VMS = "vms";
    private static final String VOLUMES = "volumes";
    private static final String SCANS = "scans";

    private final Fleet fleet;
    private final Clients clients;
    private final MatchTopologyRun.Factory topologies;
    private final Consumer<String> progress;
    private RecordSizes sizes = new RecordSizes();
    private @Nullable MatchTopologyRun topology;

    public IntakeBenchmark(
            Fleet fleet, Clients clients, MatchTopologyRun.Factory topologies, Consumer<String> progress) {
        this.fleet = fleet;
        this.clients = clients;
        this.topologies = topologies;
        this.progress = progress;
    }

    /** Measures, and leaves the last round's topology running, with the fleet in it. */
    public Measure run(int rounds) throws InterruptedException {
        publishVolumes();
        List<Round> measured = new ArrayList<>();
        for (int number = 1; number <= rounds; number++) {
            close();
            forgetVms();
            Cost cost = takeIn(number);
            Round round = new Round(number == 1, cost, readPlainly());
            measured.add(round);
            progress.accept("intake %d/%d: %.3f s, plain %.3f s"
                    .formatted(
                            number,
                            rounds,
                            round.slackwater().seconds(),
                            round.plain().seconds()));
        }
        return new Measure("inventory intake", GOAL, sizes.count(), sizes.bytes(), measured);
    }

    /** Returns the topology of the last round. */
    public MatchTopologyRun lastBrain() {
        if (topology == null) {
            throw new IllegalStateException("No round has been measured");
        }
        return topology;
    }

    private void publishVolumes() {
        try (TopicWriter writer = clients.writer()) {
            for (int number = 0; number < fleet.hosts(); number++) {
                writer.send(fleet.volume(number));
            }
            writer.flush();
        }
    }

    private void forgetVms() throws InterruptedException {
        try (Admin admin = clients.admin()) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < topologies.partitions(); partition++) {
                all.put(
                        new TopicPartition(Topics.VM_INVENTORY.name(), partition),
                        // As far as the high watermark.
                        RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get();
        } catch (ExecutionException refused) {
            throw new KafkaException("The VMs of the round before could not be deleted", refused.getCause());
        }
    }

    private Cost takeIn(int number) throws InterruptedException {
        try (TopicWriter writer = clients.transactionalWriter("fleet-" + number)) {
            writer.begin();
            Map<TopicPartition, Long> ends = publishVms(writer);
            MatchTopologyRun started = topologies.start("benchmark-" + number);
            topology = started;
            started.awaitRows(VOLUMES, (long) topologies.partitions() * fleet.hosts());
            started.awaitRows(SCANS, 0);
            Stopwatch stopwatch = new Stopwatch();
            writer.commit();
            started.awaitCommitted(ends);
            Cost cost = stopwatch.read();
            requireAll(started.rows(VMS));
            return cost;
        }
    }

    /** Returns the offsets after the last records. */
    private Map<TopicPartition, Long> publishVms(TopicWriter writer) {
        ConcurrentHashMap<TopicPartition, Long> ends = new ConcurrentHashMap<>();
        for (int number = 0; number < fleet.vms(); number++) {
            writer.send(fleet.vm(number), ends);
        }
        writer.flush();
        return ends;
    }

    private Cost readPlainly() {
        AvroCodec<VmEvent> codec = new AvroCodec<>(VmEvent.class);
        RecordSizes read = new RecordSizes();
        try (TopicReader reader = clients.readerFromStart(Topics.VM_INVENTORY.name())) {
            Stopwatch stopwatch = new Stopwatch();
            reader.read(fleet.vms(), record -> {
                codec.decode(record.value());
                read.add(record);
            });
            Cost cost = stopwatch.read();
            sizes = read;
            return cost;
        }
    }

    private void requireAll(long rows) {
        if (rows != fleet.vms()) {
            throw new IllegalStateException("The topology knows %,d VMs of %,d".formatted(rows, fleet.vms()));
        }
    }

    @Override
    public void close() {
        if (topology != null) {
            topology.close();
            topology = null;
        }
    }
}
