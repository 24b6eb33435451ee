package io.slackwater.standalone.demo;

import io.slackwater.standalone.LauncherLog;
import io.slackwater.standalone.config.JvmSettings;
import io.slackwater.standalone.connect.MemoryOption;
import io.slackwater.standalone.demo.engine.ArchiveChoice;
import io.slackwater.standalone.demo.engine.Engine;
import io.slackwater.standalone.demo.engine.EngineChoice;
import io.slackwater.standalone.demo.view.DemoView;
import io.slackwater.standalone.process.Supervisor;
import io.slackwater.standalone.services.Installation;
import io.slackwater.standalone.text.OutputFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the main job on VMs of its own. */
@Command(
        name = "demo",
        description = {
            "Shows the main job: VMs run an older Debian kernel, a newer one arrives, each VM is updated when its owner"
                    + " has shut it down, proves that it came up, and the old kernel's storage is freed.",
            "Everything is of the demo's own making, in a temporary directory that it deletes."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int NOT_DONE = 1;

    /** So many VMs are updated within a minute. */
    private static final int SMALL_FLEET = 500;

    @Option(
            names = "--engine",
            defaultValue = "AUTO",
            description = "auto, qemu (real guests; wants root on Debian or Ubuntu) or simulated"
                    + " (default: auto, real guests where they are possible).")
    private EngineChoice.Wish engine = EngineChoice.Wish.AUTO;

    @Option(names = "--vms", paramLabel = "N", description = "How many VMs (default: 4 real or 100 simulated ones).")
    private @Nullable Integer vms;

    @Option(
            names = "--once",
            description = "End when the main job is done; exit code 0 only if every VM was verified by what its guest"
                    + " says and the old volume is gone. Without it, everything goes on running until Ctrl-C.")
    private boolean once;

    @Option(names = "--report", paramLabel = "FILE", description = "Write what came of it as JSON.")
    private @Nullable Path report;

    @Option(names = "--no-install", description = "Do not install packages that real guests need.")
    private boolean noInstall;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long the main job may take (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<ArchiveOptions> archives = new ArrayList<>();

    @Mixin
    private MemoryOption memory = new MemoryOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A Debian archive other than the machine's own. */
    private static final class ArchiveOptions {

        @Option(
                names = "--archive",
                paramLabel = "URL",
                description = "Take kernels from this Debian archive instead of those that apt is set up with;"
                        + " may be repeated, each time with its suite.")
        private @Nullable URI uri;

        @Option(names = "--suite", paramLabel = "NAME", description = "The archive's suite, such as bookworm.")
        private @Nullable String suite;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (vms != null && vms < 1) {
            throw new ParameterException(spec.commandLine(), "--vms is " + vms + ": use 1 or more");
        }
        if (timeoutSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout is " + timeoutSeconds + ": use 1 or more");
        }
        List<ArchiveChoice> chosen = archives.stream().map(this::choice).toList();
        Optional.ofNullable(report).flatMap(OutputFile::problemWithDirectories).ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), "--report " + problem);
        });
        memory.plan();
        DemoView view = DemoView.of(System.out, Optional.ofNullable(System.getProperty("slackwater.terminal")));
        deleteAbandoned();
        try (CleanUp cleanUp = new CleanUp()) {
            Runtime.getRuntime().addShutdownHook(new Thread(cleanUp::close, "clean-up"));
            DemoDirectory directory = cleanUp.takeCharge(DemoDirectory.create(temporaryDirectory()));
            LauncherLog.into(directory.logs());
            boolean succeeded = false;
            try {
                succeeded = run(chosen, directory.path(), view, cleanUp);
            } finally {
                if (!succeeded && !cleanUp.isClosed()) {
                    view.say("The logs are kept in " + directory.keepLogs());
                }
            }
            return succeeded ? DONE : NOT_DONE;
        }
    }

    private boolean run(List<ArchiveChoice> chosen, Path directory, DemoView view, CleanUp cleanUp)
            throws IOException, InterruptedException {
        Milestones milestones = new Milestones(System::nanoTime);
        Engine started = cleanUp.takeCharge(choice(chosen).start(directory, view::say));
        JvmSettings jvm = new JvmSettings(memory.plan(), vms == null || vms <= SMALL_FLEET);
        DemoOptions options =
                new DemoOptions(once, Optional.ofNullable(report), Duration.ofSeconds(timeoutSeconds), jvm);
        milestones.reach(Demo.STARTED);
        return new Demo(options, view, cleanUp, milestones).run(started, directory, Installation.current());
    }

    private ArchiveChoice choice(ArchiveOptions written) {
        if (written.uri == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--suite " + written.suite + " has no archive: give --archive URL with it, such as"
                            + " https://archive.test/debian");
        }
        if (written.suite == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--archive " + written.uri + " has no suite: give --suite NAME with it, such as bookworm");
        }
        return new ArchiveChoice(written.uri, written.suite);
    }

    private EngineChoice choice(List<ArchiveChoice> chosen) {
        return new EngineChoice(engine, vms == null ? OptionalInt.empty() : OptionalInt.of(vms), !noInstall, chosen);
    }

    /** A demo that was killed could not clean up. */
    private static void deleteAbandoned() throws IOException {
        for (Path abandoned : DemoDirectory.abandoned(temporaryDirectory())) {
            Supervisor.endOrphans(abandoned.resolve("children"));
            DemoDirectory.delete(abandoned);
        }
    }

    private static Path temporaryDirectory() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
