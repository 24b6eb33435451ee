package io.slackwater.hypervisor.simulated;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a simulated guest says about itself when it was started from a volume. In this order:
 *
 * <ol>
 *   <li>content that starts with the line {@code kernel-release: 6.1.0-41-cloud-amd64} gives that release; a following line
 *       {@code boot: crash} makes the guest crash as it starts, {@code boot: silent} keeps its agent from ever answering;
 *   <li>a real x86 Linux kernel gives the release in its boot header;
 *   <li>anything else gives the volume's name, without {@code vmlinuz-} before it and {@code .img}, {@code .qcow2} or {@code .raw} behind it.
 * </ol>
 *
 * @param release what {@code guest-get-osinfo} gives as the kernel's release
 */
record KernelRelease(String release, Boot boot) {

    /** How a guest comes up. */
    enum Boot {
        NORMAL,
        CRASH,
        SILENT
    }

    private static final Pattern HEADER = Pattern.compile("\\Akernel-release: *(\\S+)\\R(?:boot: *(crash|silent)\\R)?");
    private static final int HEADER_LIMIT = 512;
    private static final String MAGIC = "HdrS";
    private static final int MAGIC_OFFSET = 0x202;
    private static final int VERSION_POINTER = 0x20E;
    private static final int VERSION_BASE = 0x200;

    static KernelRelease of(SimulatedPool.Stored volume) {
        byte[] content = volume.content().beginning();
        String text = new String(content, StandardCharsets.ISO_8859_1);
        Matcher header = HEADER.matcher(text.substring(0, Math.min(text.length(), HEADER_LIMIT)) + "\n");
        if (header.find()) {
            return new KernelRelease(header.group(1), boot(header.group(2)));
        }
        String release = linuxVersion(content, text)
                .orElseGet(() -> nameOf(volume.volume().name()));
        return new KernelRelease(release, Boot.NORMAL);
    }

    private static Boot boot(@Nullable String word) {
        if (word == null) {
            return Boot.NORMAL;
        }
        return word.equals("crash") ? Boot.CRASH : Boot.SILENT;
    }

    private static Optional<String> linuxVersion(byte[] content, String text) {
        if (!text.startsWith(MAGIC, MAGIC_OFFSET)) {
            return Optional.empty();
        }
        int pointer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getShort(VERSION_POINTER) & 0xFFFF;
        int start = pointer + VERSION_BASE;
        int end = text.indexOf(' ', start);
        return end > start ? Optional.of(text.substring(start, end)) : Optional.empty();
    }

    private static String nameOf(String volume) {
        return volume.replaceFirst("^vmlinuz-", "").replaceFirst("\\.(img|qcow2|raw)$", "");
    }
}
