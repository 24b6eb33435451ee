package io.slackwater.benchmarks;

import io.slackwater.benchmarks.kafka.Clients;
import io.slackwater.benchmarks.kafka.StreamsSettings;
import io.slackwater.benchmarks.kafka.TemporaryDirectory;
import io.slackwater.benchmarks.match.FanOutBenchmark;
import io.slackwater.benchmarks.match.Fleet;
import io.slackwater.benchmarks.match.IntakeBenchmark;
import io.slackwater.benchmarks.match.MatchTopologyRun;
import io.slackwater.benchmarks.report.Machine;
import io.slackwater.benchmarks.report.Measure;
import io.slackwater.benchmarks.report.Report;
import io.slackwater.broker.BrokerProcess;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** One run: a broker of its own with a fleet in its log, which is matched, measured and thrown away. */
final class Benchmark {

    private static final int STREAM_THREADS = 2;

    private final int vms;
    private final int rounds;
    private final Consumer<String> progress;

    Benchmark(int vms, int rounds, Consumer<String> progress) {
        this.vms = vms;
        this.rounds = rounds;
        this.progress = progress;
    }

    Report run() throws IOException, InterruptedException {
        Machine machine = Machine.current();
        StreamsSettings settings = StreamsSettings.ofTheServices().with("num.stream.threads", STREAM_THREADS);
        ProvisioningPlan plan = ProvisioningPlan.SINGLE_NODE;
        Fleet fleet = new Fleet(vms);
        try (TemporaryDirectory directory = TemporaryDirectory.create();
                BrokerProcess broker = BrokerProcess.start(
                        directory.path().resolve("broker"), directory.path().resolve("broker.log"))) {
            Clients clients = new Clients(broker.bootstrapServers(), settings);
            new TopicProvisioner(clients.connection(), plan).provision();
            progress.accept("Measuring with %,d VMs on %,d hosts".formatted(vms, fleet.hosts()));
            MatchTopologyRun.Factory topologies =
                    new MatchTopologyRun.Factory(clients, settings, plan.vmPartitions(), directory.path());
            try (IntakeBenchmark intake = new IntakeBenchmark(fleet, clients, topologies, progress)) {
                Measure intakeMeasure = intake.run(rounds);
                Measure fanOut = new FanOutBenchmark(fleet, clients, intake.lastBrain(), progress).run(rounds);
                return new Report(
                        vms,
                        fleet.hosts(),
                        plan.vmPartitions(),
                        machine,
                        settings.values(),
                        List.of(fanOut, intakeMeasure));
            }
        }
    }
}
