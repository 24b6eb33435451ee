package io.slackwater.worker.storage.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One virsh that is fed commands: starting one for each would cost more than all that they do. */
final class VirshSession implements AutoCloseable {

    private static final String PROMPT = "virsh # ";

    private final Process process;
    private final OutputStream commands;
    private final InputStream answers;
    private final List<String> said = new ArrayList<>();
    private int count;

    VirshSession(String uri) {
        try {
            process = new ProcessBuilder("virsh", "--quiet", "--connect", uri)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        commands = process.getOutputStream();
        answers = process.getInputStream();
    }

    /** Returns what was said since the last call, one command a line, as a person could repeat it. */
    List<String> forget() {
        List<String> script = List.copyOf(said);
        said.clear();
        return script;
    }

    /** Runs a command that must succeed, and returns what it printed. */
    String run(String command) {
        return attempt(command).orElseThrow(() -> new IllegalStateException(said.get(said.size() - 1)));
    }

    /** Runs a command; empty where it failed. */
    Optional<String> attempt(String command) {
        String output = output(command);
        Optional<String> failure =
                output.lines().filter(line -> line.startsWith("error:")).findFirst();
        said.add(command + failure.map(error -> "   # " + error).orElse(""));
        return failure.isPresent() ? Optional.empty() : Optional.of(output);
    }

    /** Runs a command that only asks, and leaves it out of the script. */
    Optional<String> ask(String question) {
        String output = output(question);
        return output.lines().anyMatch(line -> line.startsWith("error:")) ? Optional.empty() : Optional.of(output);
    }

    private String output(String command) {
        String mark = "end-" + count++;
        String end = PROMPT + "echo " + mark + "\n" + mark;
        try {
            commands.write((command + "\necho " + mark + "\n").getBytes(StandardCharsets.UTF_8));
            commands.flush();
            String heard = hear(end);
            int start = heard.indexOf('\n') + 1;
            return heard.substring(start, Math.max(start, heard.indexOf(end)));
        } catch (IOException failed) {
            throw new UncheckedIOException(command, failed);
        }
    }

    /** Reads until the end mark and the next prompt. */
    private String hear(String end) throws IOException {
        StringBuilder heard = new StringBuilder();
        byte[] buffer = new byte[16 << 10];
        while (heard.indexOf(end) < 0
                || !heard.substring(heard.length() - PROMPT.length()).equals(PROMPT)) {
            int read = answers.read(buffer);
            if (read < 0) {
                throw new IOException("virsh has ended: " + heard);
            }
            heard.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
        }
        return heard.toString();
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroy();
    }
}
