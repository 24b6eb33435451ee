package io.slackwater.lab.host;

import io.slackwater.lab.LabException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces (mounts, processes, network, host name) over a directory, and the shell in them that does what it is told, one command a
 * line. Everything in them ends with that shell, and that shell ends with this process: even {@code kill -9} of this process leaves
 * neither a process nor a mount behind.
 */
final class NamespaceShell implements AutoCloseable {

    private static final String OK = "ok";
    private static final int DIRECTORY_IN_USE = 75;

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    private final Thread closeAtExit = new Thread(this::end, "lab-namespace-end");

    private NamespaceShell(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Enters new namespaces and takes the lock of {@code directory}.
     *
     * @param script the resource that the shell runs; it is given the directory and the host name
     * @param network the network namespace to share; empty for a network of its own, without any link
     * @throws LabException if another run holds the directory, or the kernel refuses the namespaces
     */
    static NamespaceShell enter(Path directory, String script, String hostName, Optional<Path> network) {
        try {
            Process process = new ProcessBuilder(command(directory, script, hostName, network))
                    .redirectError(directory.resolve("namespace.log").toFile())
                    .start();
            NamespaceShell shell = new NamespaceShell(process);
            Runtime.getRuntime().addShutdownHook(shell.closeAtExit);
            if (!"ready".equals(shell.answers.readLine())) {
                shell.close();
                throw refused(process, directory);
            }
            return shell;
        } catch (IOException e) {
            throw new LabException("cannot make namespaces over " + directory, e);
        }
    }

    private static List<String> command(Path directory, String script, String hostName, Optional<Path> network)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                // A session of its own: Ctrl-C in the terminal reaches this process alone, which then ends it.
                "setsid",
                // Held by every process in the namespaces: no second run takes the directory before the last has gone.
                "flock",
                "--no-fork",
                "--wait=3",
                "--conflict-exit-code=" + DIRECTORY_IN_USE,
                directory.resolve("lock").toString()));
        network.ifPresent(shared -> command.addAll(List.of("nsenter", "--net=" + shared)));
        command.addAll(List.of(
                "unshare",
                "--mount",
                "--propagation=private",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "--uts"));
        if (network.isEmpty()) {
            command.add("--net");
        }
        command.addAll(List.of("bash", "-c", text(script), script, directory.toString(), hostName));
        return command;
    }

    private static String text(String script) throws IOException {
        try (InputStream text = NamespaceShell.class.getResourceAsStream(script)) {
            return new String(Objects.requireNonNull(text, script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static LabException refused(Process process, Path directory) throws IOException {
        if (process.exitValue() == DIRECTORY_IN_USE) {
            return new LabException("another run is using " + directory);
        }
        return new LabException("cannot make namespaces over " + directory + ": "
                + Files.readString(directory.resolve("namespace.log")).strip());
    }

    /** The network namespace, for others to share; there as long as this is open. */
    Path network() {
        return Path.of("/proc", Long.toString(process.pid()), "ns", "net");
    }

    /**
     * Runs a command.
     *
     * @throws LabException if it failed
     */
    void run(String command) {
        String answer = ask(command);
        if (!OK.equals(answer)) {
            throw new LabException(
                    "the lab's namespaces answered '" + command + "' with '" + answer + "', see their namespace.log");
        }
    }

    /** Runs a command, and returns whether it succeeded. */
    boolean attempt(String command) {
        return OK.equals(ask(command));
    }

    private synchronized @Nullable String ask(String command) {
        try {
            commands.write(command);
            commands.newLine();
            commands.flush();
            return answers.readLine();
        } catch (IOException e) {
            throw new LabException("the lab's namespaces have ended", e);
        }
    }

    /** Ends every process in the namespaces; returns when the kernel has reaped the last one. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException exiting) {
            // The process is exiting: the hook itself runs, and ends what this call has ended already.
            return;
        }
    }

    private void end() {
        try {
            commands.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
