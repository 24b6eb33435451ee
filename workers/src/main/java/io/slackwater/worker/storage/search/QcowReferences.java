package io.slackwater.worker.storage.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The files that a qcow2 header names (QEMU's specification "qcow2", big endian).
 *
 * @param backing the backing file, as it stands there; empty where it has none
 * @param dataFile the external data file, as it stands there; empty where it has none
 * @param isWhole whether all that it names is known; not where a name lies beyond what was read, or is left out
 */
public record QcowReferences(Optional<String> backing, Optional<String> dataFile, boolean isWhole) {

    /** How much of an image is read: QEMU writes the names right behind the header. */
    public static final int LENGTH = 4096;

    private static final int MAGIC = 0x514649fb;
    private static final int BACKING_OFFSET = 8;
    private static final int BACKING_LENGTH = 16;
    private static final int VERSION_2_LENGTH = 72;
    private static final int INCOMPATIBLE_FEATURES = 72;
    private static final int HEADER_LENGTH = 100;
    private static final int VERSION_3_LENGTH = 104;
    private static final long EXTERNAL_DATA_FILE = 1L << 2;
    private static final int DATA_FILE_NAME = 0x44415441;

    /** Reads the beginning of an image, whatever is wrong with it; empty where it is no qcow2. */
    public static Optional<QcowReferences> parse(byte[] beginning) {
        ByteBuffer head = ByteBuffer.wrap(beginning);
        if (head.limit() < 4 || head.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        boolean isFirstVersion = head.limit() >= VERSION_2_LENGTH && Integer.toUnsignedLong(head.getInt(4)) < 3;
        if (head.limit() < (isFirstVersion ? VERSION_2_LENGTH : VERSION_3_LENGTH)) {
            return Optional.of(new QcowReferences(Optional.empty(), Optional.empty(), false));
        }
        boolean hasBacking = head.getLong(BACKING_OFFSET) != 0;
        Optional<String> backing =
                hasBacking ? text(head, head.getLong(BACKING_OFFSET), head.getInt(BACKING_LENGTH)) : Optional.empty();
        boolean hasDataFile = !isFirstVersion && (head.getLong(INCOMPATIBLE_FEATURES) & EXTERNAL_DATA_FILE) != 0;
        Optional<String> dataFile = hasDataFile ? dataFile(head) : Optional.empty();
        return Optional.of(new QcowReferences(
                backing, dataFile, backing.isPresent() == hasBacking && dataFile.isPresent() == hasDataFile));
    }

    /** Whether the name of a data file has no directory of its own: QEMU takes the one that it runs in, not the image's. */
    public static boolean dependsOnDirectory(String dataFile) {
        int slash = dataFile.indexOf('/');
        int colon = dataFile.indexOf(':');
        boolean hasProtocol = colon >= 0 && (slash < 0 || colon < slash);
        return slash != 0 && !hasProtocol;
    }

    /** Reads the name of the data file. Of an image with several names none is told: QEMU takes the last, others may take the first. */
    private static Optional<String> dataFile(ByteBuffer head) {
        Optional<String> name = Optional.empty();
        long at = Integer.toUnsignedLong(head.getInt(HEADER_LENGTH));
        while (at + 8 <= head.limit()) {
            int type = head.getInt((int) at);
            long length = Integer.toUnsignedLong(head.getInt((int) at + 4));
            if (type == 0) {
                return name;
            }
            if (type == DATA_FILE_NAME) {
                Optional<String> next = text(head, at + 8, length);
                if (name.isPresent() || next.isEmpty()) {
                    return Optional.empty();
                }
                name = next;
            }
            at += 8 + (length + 7) / 8 * 8;
        }
        return Optional.empty();
    }

    /** Reads a name. QEMU ends it at the first zero byte, whatever its length says. */
    private static Optional<String> text(ByteBuffer head, long at, long length) {
        if (at < 0 || length < 0 || at > head.limit() - length) {
            return Optional.empty();
        }
        byte[] name = new byte[(int) length];
        head.get((int) at, name);
        String whole = new String(name, StandardCharsets.UTF_8);
        int end = whole.indexOf('\0');
        return Optional.of(end < 0 ? whole : whole.substring(0, end)).filter(known -> !known.isEmpty());
    }
}
