package io.slackwater.standalone;

import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicDifference;
import io.slackwater.streams.provision.TopicProvisioner;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates the topics on a cluster. */
@Command(
        name = "provision",
        description = "Creates the topics that are not there yet, writes the schemas, and names each setting of a topic"
                + " that differs from the catalogue. Ends with 1 where a difference loses data. Safe to run again.",
        mixinStandardHelpOptions = true)
final class ProvisionCommand implements Callable<Integer> {

    @Option(
            names = "--bootstrap",
            required = true,
            paramLabel = "HOST:PORT",
            description = "A broker of the cluster, or several with commas.")
    private String bootstrap = "";

    @Option(
            names = "--vm-partitions",
            description = "Partitions of the topics keyed by VM; never changes later (default: ${DEFAULT-VALUE}).")
    private int vmPartitions = ProvisioningPlan.SINGLE_NODE.vmPartitions();

    @Option(
            names = "--host-partitions",
            description =
                    "Partitions of the topics keyed by host or store; never changes later (default: ${DEFAULT-VALUE}).")
    private int hostPartitions = ProvisioningPlan.SINGLE_NODE.hostPartitions();

    @Option(names = "--replication", description = "Copies of each partition (default: ${DEFAULT-VALUE}).")
    private short replication = ProvisioningPlan.SINGLE_NODE.replication();

    @Option(names = "--audit-days", description = "Days for which history is kept (default: ${DEFAULT-VALUE}).")
    private long auditDays = ProvisioningPlan.SINGLE_NODE.auditPeriod().toDays();

    @Option(
            names = "--client",
            paramLabel = "KEY=VALUE",
            description = "A Kafka client property, such as security.protocol=SSL; may be repeated.")
    private Map<String, String> client = new HashMap<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        requireSome("--vm-partitions", vmPartitions);
        requireSome("--host-partitions", hostPartitions);
        requireSome("--replication", replication);
        requireSome("--audit-days", auditDays);
        LauncherLog.errorsOnly();
        Map<String, Object> configuration = new HashMap<>(client);
        configuration.put("bootstrap.servers", bootstrap);
        ProvisioningPlan plan =
                new ProvisioningPlan(vmPartitions, hostPartitions, replication, Duration.ofDays(auditDays));
        TopicProvisioner provisioner = new TopicProvisioner(configuration, plan);
        List<String> created = provisioner.provision();
        PrintWriter out = spec.commandLine().getOut();
        out.println(created.isEmpty() ? "All topics were there." : "Created " + String.join(", ", created));
        List<TopicDifference> differences = provisioner.differences();
        differences.forEach(difference -> out.println(difference.describe(bootstrap)));
        return differences.stream().anyMatch(TopicDifference::losesData) ? 1 : 0;
    }

    private void requireSome(String option, long value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " is " + value + ": use 1 or more");
        }
    }
}
