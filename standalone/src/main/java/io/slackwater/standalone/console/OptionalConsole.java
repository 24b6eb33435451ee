package io.slackwater.standalone.console;

import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.process.SupervisorListener;
import io.slackwater.standalone.services.Installation;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The console of an installation, which does without it: why it does not start is said, and stops nothing. */
public final class OptionalConsole implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(OptionalConsole.class.getName());

    private final Installation installation;
    private final StandaloneConfiguration configuration;
    private final SupervisorListener listener;
    private final Consumer<String> messages;
    private @Nullable Console console;
    private boolean closed;

    /**
     * The console that a configuration has; nothing runs before {@link #start}.
     *
     * @param messages takes each sentence to a person
     */
    public OptionalConsole(
            Installation installation,
            StandaloneConfiguration configuration,
            SupervisorListener listener,
            Consumer<String> messages) {
        this.installation = installation;
        this.configuration = configuration;
        this.listener = listener;
        this.messages = messages;
    }

    /**
     * Starts it where the configuration enables it.
     *
     * @param broker host and port of the broker
     * @return its addresses; empty where it does not run
     */
    public Optional<ConsoleAddresses> start(String broker) throws InterruptedException {
        if (!configuration.console().enabled()) {
            return Optional.empty();
        }
        try {
            return Optional.of(prepared().start(installation, broker, configuration.console()));
        } catch (IOException | RuntimeException failed) {
            // Whatever it is, no update needs the console.
            LOG.log(System.Logger.Level.WARNING, "The console does not run", failed);
            messages.accept("The console does not run: " + reason(failed));
            messages.accept("Updates go on without it. When that is mended, 'slackwater console' starts it; --port and"
                    + " --management-port name other ports.");
            close();
            return Optional.empty();
        }
    }

    /** Returns what an exception says; its class where it says nothing. */
    static String reason(Exception failed) {
        return Optional.ofNullable(failed.getMessage())
                .orElseGet(() -> failed.getClass().getName());
    }

    private synchronized Console prepared() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("The installation is being stopped");
        }
        Console prepared = Console.prepare(configuration.dataDirectory(), listener);
        console = prepared;
        return prepared;
    }

    @Override
    public void close() {
        Console running;
        synchronized (this) {
            closed = true;
            running = console;
        }
        if (running != null) {
            running.close();
        }
    }
}
