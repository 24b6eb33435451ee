package io.slackwater.standalone.connect;

import io.slackwater.standalone.config.MemoryPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much memory a whole installation may take. */
public final class MemoryOption {

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description =
                    "The memory of the broker, the services and this launcher together, such as 4g"
                            + " (default: a quarter of the machine's, up to 8g). Heaps that the configuration names stay as they are.")
    private @Nullable String size;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /**
     * Returns the heaps for it.
     *
     * @throws ParameterException if it is no size, or none that fits; the message names the remedy
     */
    public MemoryPlan plan() {
        if (size == null) {
            return MemoryPlan.ofMachine();
        }
        try {
            return MemoryPlan.parse(size);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    command.commandLine(), "--memory is '" + size + "': " + wrong.getMessage(), wrong);
        }
    }
}
