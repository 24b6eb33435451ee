package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one rollout, and lets a person decide about it. */
@Command(
        name = "rollout",
        description = "Shows the rollout of a change, pauses, resumes, aborts or approves it.",
        subcommands = {
            RolloutDecision.Pause.class,
            RolloutDecision.Resume.class,
            RolloutDecision.Abort.class,
            RolloutDecision.Approve.class
        },
        mixinStandardHelpOptions = true)
public final class RolloutCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "show",
            description = "Shows its waves, and what holds up the VMs that wait.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "CHANGE", description = RolloutLookup.DESCRIPTION) String change,
            @Mixin ExecutorOptions executor)
            throws InterruptedException {
        JsonNode rollout = new RolloutLookup(executor.client()).find(change);
        PrintWriter out = spec.commandLine().getOut();
        RolloutText.lines(rollout, Instant.now()).forEach(out::println);
        UnknownVolumesFormatter.lines(rollout, new AskedVmNames(executor.client()))
                .forEach(out::println);
        return 0;
    }
}
