package io.slackwater.artifact;

import io.slackwater.artifact.ArtifactException.Cause;
import io.slackwater.domain.volume.VolumeFormat;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks that an image is of its format and stands alone. A qcow2 image may name a backing file or a data file, and a host
 * that opens it would open that too, whatever it is (QEMU, docs/interop/qcow2.rst).
 */
public final class ImageCheck {

    private static final int MAGIC = 0x514649fb;
    private static final int HIGHEST_VERSION = 3;
    private static final long EXTERNAL_DATA_FILE = 1L << 2;

    private ImageCheck() {}

    /** Refuses a file that is not of the format, or that refers to another. */
    public static void check(Path file, VolumeFormat format) throws IOException, ArtifactException {
        switch (format) {
            case QCOW2 -> checkQcow2(file);
            case RAW -> checkRaw(file);
            case UNKNOWN -> throw refused("is of no known format; write RAW or QCOW2");
        }
    }

    private static void checkRaw(Path file) throws IOException, ArtifactException {
        try (DataInputStream header = new DataInputStream(Files.newInputStream(file))) {
            if (header.readInt() == MAGIC) {
                throw refused("is a qcow2 image; correct its format");
            }
        } catch (EOFException tooShort) {
            // Anything else is raw, however short.
        }
    }

    private static void checkQcow2(Path file) throws IOException, ArtifactException {
        try (DataInputStream header = new DataInputStream(Files.newInputStream(file))) {
            int magic = header.readInt();
            int version = header.readInt();
            if (magic != MAGIC || version < 2 || version > HIGHEST_VERSION) {
                throw refused("is no qcow2 image of version 2 or 3; correct its format");
            }
            if (header.readLong() != 0) {
                throw refused("names a backing file; flatten it with qemu-img convert");
            }
            header.skipNBytes(56);
            if (version == HIGHEST_VERSION && (header.readLong() & EXTERNAL_DATA_FILE) != 0) {
                throw refused("keeps its data in another file; flatten it with qemu-img convert");
            }
        } catch (EOFException e) {
            throw refused("is shorter than the header of a qcow2 image; correct its format");
        }
    }

    private static ArtifactException refused(String what) {
        return new ArtifactException(Cause.FORMAT, "the content " + what);
    }
}
