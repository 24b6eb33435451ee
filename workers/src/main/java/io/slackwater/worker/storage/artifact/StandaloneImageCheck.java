package io.slackwater.worker.storage.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks by its header that a qcow2 image refers to no other file (QEMU's specification "qcow2", big endian): magic at
 * 0, version at 4, the offset of the backing file's name at 8, incompatible features at 72 from version 3 on.
 */
final class StandaloneImageCheck {

    private static final int MAGIC = 0x514649fb;
    private static final int BACKING_FILE_OFFSET = 8;
    private static final int VERSION_2_LENGTH = 72;
    private static final int VERSION_3_LENGTH = 80;
    private static final long EXTERNAL_DATA_FILE = 1L << 2;

    private StandaloneImageCheck() {}

    /**
     * Refuses an image that names other files: whoever uploads it could make a guest read any file of the host.
     *
     * @param name how the image is called in the message
     */
    static void requireStandalone(String name, Path image) throws IOException, ArtifactException {
        ByteBuffer header = ByteBuffer.wrap(read(image));
        if (header.limit() < VERSION_2_LENGTH || header.getInt(0) != MAGIC) {
            throw new ArtifactException.Mismatch(name + " is not a qcow2 image, as it is announced to be");
        }
        int version = header.getInt(4);
        if (version < 2 || version > 3 || (version == 3 && header.limit() < VERSION_3_LENGTH)) {
            throw new ArtifactException.Mismatch(name + " has an unknown or truncated qcow2 header");
        }
        if (header.getLong(BACKING_FILE_OFFSET) != 0) {
            throw new ArtifactException.Mismatch(name + " names a backing file; a base image must stand alone");
        }
        if (version == 3 && (header.getLong(VERSION_2_LENGTH) & EXTERNAL_DATA_FILE) != 0) {
            throw new ArtifactException.Mismatch(name + " names an external data file; a base image must stand alone");
        }
    }

    private static byte[] read(Path image) throws IOException {
        try (InputStream content = Files.newInputStream(image)) {
            return content.readNBytes(VERSION_3_LENGTH);
        }
    }
}
