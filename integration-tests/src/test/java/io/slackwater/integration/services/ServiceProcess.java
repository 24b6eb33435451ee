package io.slackwater.integration.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.lab.ProgramRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The process of a service that this process started. */
final class ServiceProcess {

    private static final Duration SIGNAL = Duration.ofSeconds(10);

    private ServiceProcess() {}

    /**
     * Returns the process of a service that runs.
     *
     * @param configuration the file with its settings, which its command names
     */
    static ProcessHandle of(Path configuration) {
        String name = configuration.toUri().toString();
        List<ProcessHandle> running = ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .commandLine()
                        .filter(line -> line.contains(name))
                        .isPresent())
                .toList();
        assertThat(running).as(name).hasSize(1);
        return running.get(0);
    }

    /** Ends it with SIGKILL and waits until it has ended. */
    static void kill(ProcessHandle process) {
        assertThat(process.destroyForcibly()).isTrue();
        process.onExit().join();
    }

    /**
     * Sends it a signal.
     *
     * @param signal the name without SIG
     */
    static void signal(String signal, ProcessHandle process) {
        String command = "kill -s " + signal + " " + process.pid();
        ProgramRun.of(SIGNAL, List.of("sh", "-c", command)).orFail(command);
    }
}
