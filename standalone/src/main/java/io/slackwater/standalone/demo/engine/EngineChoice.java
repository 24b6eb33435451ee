package io.slackwater.standalone.demo.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Which engine a demo gets.
 *
 * @param wish what the command line asks for
 * @param vms how many VMs; empty for as many as suit the engine
 * @param mayInstall whether packages that are missing may be installed
 * @param archives where kernels come from; empty for what the machine's apt is set up with
 */
public record EngineChoice(Wish wish, OptionalInt vms, boolean mayInstall, List<ArchiveChoice> archives) {

    private static final int GUESTS = 4;
    private static final int SIMULATED_VMS = 100;

    /** What one can ask for. */
    public enum Wish {
        /** Real guests where they are possible, else simulated ones. */
        AUTO,
        QEMU,
        SIMULATED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Starts the engine, and says why it is this one.
     *
     * @throws EngineException if real guests were asked for and are not possible here; the message names the remedy
     */
    public Engine start(Path directory, Consumer<String> say) {
        if (wish == Wish.SIMULATED) {
            return simulated();
        }
        Optional<String> obstacle = new Requirements(mayInstall).fulfil(say);
        if (obstacle.isEmpty()) {
            return QemuEngine.start(vms.orElse(GUESTS), archives, directory, say);
        }
        if (wish == Wish.QEMU) {
            throw new EngineException("Real guests are not possible here: " + obstacle.get());
        }
        say.accept("A simulated fleet, because real guests are not possible here: " + obstacle.get());
        say.accept("For the real thing: " + Requirements.REMEDY);
        return simulated();
    }

    private Engine simulated() {
        return SimulatedEngine.start(vms.orElse(SIMULATED_VMS));
    }
}
