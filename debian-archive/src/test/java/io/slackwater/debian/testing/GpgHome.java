package io.slackwater.debian.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keys and signatures of Debian's gpg, in a home directory of their own and at a time of the caller's choice. */
public final class GpgHome implements AutoCloseable {

    private static final List<String> GPG = List.of(
            "gpg", "--batch", "--yes", "--quiet", "--no-tty", "--pinentry-mode", "loopback", "--passphrase", "");

    private static final List<String> INTERACTIVE =
            List.of("gpg", "--yes", "--no-tty", "--pinentry-mode", "loopback", "--passphrase", "", "--command-fd", "0");

    private final Path home;

    public GpgHome(Path home) throws IOException {
        this.home = Files.createDirectory(
                home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** A program's exit code and what it printed. */
    public record Run(int exitCode, String output) {}

    /**
     * Runs gpg.
     *
     * @param time at which it believes to be, such as {@code 20250101T000000}; empty for the machine's
     * @throws IllegalStateException with its words if it fails
     */
    public void gpg(String time, String... arguments) throws IOException {
        succeed("", withHome(GPG, time, arguments));
    }

    /** Returns the fingerprint of the primary key of the certificate {@code NAME <NAME@example.org>}. */
    public String fingerprint(String name) throws IOException {
        Run run = run("", withHome(GPG, "", "--with-colons", "--list-keys", "<" + name + "@example.org>"));
        return run.output()
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":", -1)[9])
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no key " + name + ": " + run.output()));
    }

    /** Writes a certificate, without its secret keys, to a file. */
    public void export(String name, Path file) throws IOException {
        gpg("", "--output", file.toString(), "--export", "<" + name + "@example.org>");
    }

    /**
     * Revokes a primary key.
     *
     * @param reason gpg's number: 0 none, 1 compromised, 2 superseded, 3 no longer used
     */
    public void revoke(String time, String name, int reason) throws IOException {
        Path certificate = home.resolve(name + ".rev");
        String answers = "y\n" + reason + "\n\ny\n";
        interactive(time, answers, "--output", certificate.toString(), "--gen-revoke", "<" + name + "@example.org>");
        gpg("", "--import", certificate.toString());
    }

    /** Answers gpg's questions of {@code --edit-key} with lines of {@code answers}. */
    public void edit(String name, String answers) throws IOException {
        interactive("", answers, "--edit-key", "<" + name + "@example.org>");
    }

    private void interactive(String time, String answers, String... arguments) throws IOException {
        succeed(answers, withHome(INTERACTIVE, time, arguments));
    }

    private List<String> withHome(List<String> program, String time, String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("--homedir", home.toString()));
        if (!time.isEmpty()) {
            command.addAll(List.of("--faked-system-time", time + "!"));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private static void succeed(String input, List<String> command) throws IOException {
        Run run = run(input, command);
        if (run.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + run.output());
        }
    }

    /** Runs a program with {@code input} as its standard input and waits for it. */
    public static Run run(String input, List<String> command) throws IOException {
        Path output = Files.createTempFile("slackwater-gpg-", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " did not end in 60 s");
            }
            return new Run(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Ends the agent that gpg started for this home. */
    @Override
    public void close() throws IOException {
        run("", List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
    }
}
