package io.slackwater.lab.host;

import io.slackwater.lab.LabException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces (mounts, processes, network, host name) of one private host, and the shell in them that steers its
 * daemon. Everything in them ends with that shell, and that shell ends with this process: even {@code kill -9} of this
 * process leaves neither a guest nor a mount behind.
 */
final class HostNamespace implements AutoCloseable {

    private static final String OK = "ok";
    private static final int DIRECTORY_IN_USE = 75;

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    private final Thread closeAtExit = new Thread(this::end, "lab-host-end");

    private HostNamespace(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Enters new namespaces and takes the lock of {@code directory}.
     *
     * @throws LabException if another run holds the directory, or the kernel refuses the namespaces
     */
    static HostNamespace enter(Path directory, String hostName) {
        try {
            Process process = new ProcessBuilder(command(directory, hostName))
                    .redirectError(directory.resolve("namespace.log").toFile())
                    .start();
            HostNamespace namespace = new HostNamespace(process);
            Runtime.getRuntime().addShutdownHook(namespace.closeAtExit);
            if (!"ready".equals(namespace.answers.readLine())) {
                namespace.close();
                throw refused(process, directory);
            }
            return namespace;
        } catch (IOException e) {
            throw new LabException("cannot start a private libvirt host in " + directory, e);
        }
    }

    private static List<String> command(Path directory, String hostName) throws IOException {
        return List.of(
                // A session of its own: Ctrl-C in the terminal reaches this process alone, which then ends it.
                "setsid",
                // Held by every process of the host, so that a second run cannot take the directory before the last has
                // gone.
                "flock",
                "--no-fork",
                "--wait=3",
                "--conflict-exit-code=" + DIRECTORY_IN_USE,
                directory.resolve("lock").toString(),
                "unshare",
                "--mount",
                "--propagation=private",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "--net",
                "--uts",
                "bash",
                "-c",
                script(),
                "host-namespace",
                directory.toString(),
                hostName);
    }

    private static String script() throws IOException {
        try (InputStream script = HostNamespace.class.getResourceAsStream("host-namespace.sh")) {
            return new String(
                    Objects.requireNonNull(script, "host-namespace.sh").readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static LabException refused(Process process, Path directory) throws IOException {
        if (process.exitValue() == DIRECTORY_IN_USE) {
            return new LabException("another run is using " + directory);
        }
        return new LabException("cannot make the namespaces of a private libvirt host in " + directory + ": "
                + Files.readString(directory.resolve("namespace.log")).strip());
    }

    /** Mounts the host's directories over libvirt's; they must be complete. */
    synchronized void mount() {
        expectOk("mount");
    }

    synchronized void startDaemon() {
        expectOk("start");
    }

    synchronized boolean daemonIsAlive() {
        return OK.equals(ask("alive"));
    }

    /** Sends the signal (a name without SIG) to the daemon alone. */
    synchronized void signalDaemon(String signal) {
        expectOk("signal " + signal);
    }

    /** Waits until the daemon has ended. */
    synchronized void joinDaemon() {
        expectOk("join");
    }

    /** Ends the guest's QEMU process as a crash would. */
    synchronized void killGuest(String domain) {
        if (!domain.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("not a domain name of the lab: " + domain);
        }
        expectOk("kill-guest " + domain);
    }

    private void expectOk(String command) {
        String answer = ask(command);
        if (!OK.equals(answer)) {
            throw new LabException(
                    "the private libvirt host answered '" + command + "' with '" + answer + "', see its namespace.log");
        }
    }

    private @Nullable String ask(String command) {
        try {
            commands.write(command);
            commands.newLine();
            commands.flush();
            return answers.readLine();
        } catch (IOException e) {
            throw new LabException("the private libvirt host has ended", e);
        }
    }

    /** Ends every process of the host, guests included; returns when the kernel has reaped the last one. */
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
