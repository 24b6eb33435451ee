package io.slackwater.worker.storage.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The beginning of a qcow2 image of version 3, as QEMU's specification has it. */
public final class QcowHeader {

    private static final int NAMES = 1024;
    private final ByteBuffer head = ByteBuffer.allocate(QcowReferences.LENGTH);
    private int end = 104;

    /** A header that names no other file. */
    public QcowHeader() {
        head.putInt(0, 0x514649fb)
                .putInt(4, 3)
                .putInt(20, 16)
                .putLong(24, 1 << 20)
                .putInt(100, 104);
    }

    /** Names a backing file. */
    public QcowHeader backedBy(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        head.putLong(8, NAMES).putInt(16, bytes.length).put(NAMES, bytes);
        return this;
    }

    /** Names an external data file, beside those that were named. */
    public QcowHeader withDataIn(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        head.putLong(72, 1 << 2)
                .putInt(end, 0x44415441)
                .putInt(end + 4, bytes.length)
                .put(end + 8, bytes);
        end += 8 + (bytes.length + 7) / 8 * 8;
        return this;
    }

    /** Returns its bytes. */
    public byte[] bytes() {
        return head.array().clone();
    }
}
