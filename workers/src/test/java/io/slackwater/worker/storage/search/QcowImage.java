package io.slackwater.worker.storage.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes the beginnings of qcow2 images, as QEMU's specification has them. */
final class QcowImage {

    private static final int HEADER_LENGTH = 104;

    private QcowImage() {}

    static byte[] alone() {
        byte[] image = new byte[4096];
        header(image, 0);
        return image;
    }

    static byte[] withBackingFile(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] image = new byte[4096];
        ByteBuffer head = header(image, 0);
        head.putLong(8, HEADER_LENGTH + 8).putInt(16, text.length);
        head.put(HEADER_LENGTH + 8, text);
        return image;
    }

    /** Makes one with an external data file; an empty name is not written down. */
    static byte[] withDataFile(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] image = new byte[4096];
        ByteBuffer head = header(image, 1L << 2);
        if (text.length > 0) {
            // Behind an extension that is not known here, whose length is no multiple of 8.
            head.putInt(HEADER_LENGTH, 0x6803f857).putInt(HEADER_LENGTH + 4, 3);
            head.putInt(HEADER_LENGTH + 16, 0x44415441).putInt(HEADER_LENGTH + 20, text.length);
            head.put(HEADER_LENGTH + 24, text);
        }
        return image;
    }

    private static ByteBuffer header(byte[] image, long incompatibleFeatures) {
        return ByteBuffer.wrap(image)
                .putInt(0, 0x514649fb)
                .putInt(4, 3)
                .putLong(72, incompatibleFeatures)
                .putInt(100, HEADER_LENGTH);
    }
}
