package io.slackwater.standalone.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells a process from all that have its id before or after it. {@link ProcessHandle.Info#startInstant()} cannot: Java adds the ticks since
 * the boot to the boot's wall-clock time, which the kernel computes anew when the clock is set. Here the ticks are taken as they are (proc(5),
 * field {@code starttime}), with the id of the boot. Where there is no {@code /proc}, Java's time has to do.
 */
public final class ProcessIdentity {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    /** Of the fields behind the program's name, the first of which is the third. */
    private static final int START_TIME = 22 - 3;

    private ProcessIdentity() {}

    /** Returns the identity of a process that runs; empty if it has ended. It has no line breaks. */
    public static Optional<String> of(ProcessHandle process) {
        if (!Files.exists(BOOT)) {
            return process.info().startInstant().map(Object::toString);
        }
        try {
            return Optional.of(startTicks(process.pid()) + " ticks after boot " + bootId());
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    private static long startTicks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"), ISO_8859_1);
        // The name may have blanks and brackets of its own.
        String behindName = stat.substring(stat.lastIndexOf(')') + 2);
        return Long.parseLong(behindName.split(" ", -1)[START_TIME]);
    }

    private static String bootId() throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(BOOT)) {
            return reader.readLine();
        }
    }
}
