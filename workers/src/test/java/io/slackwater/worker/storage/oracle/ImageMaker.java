package io.slackwater.worker.storage.oracle;

import io.slackwater.lab.ProgramRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the files of images, by qemu-img where they are no raw ones. */
final class ImageMaker {

    private int sizes;

    void raw(Path path) throws IOException {
        Files.write(path, new byte[nextSize(1 << 16)]);
    }

    /** Just enough of Linux' boot protocol (version 2.0) that QEMU loads it, which is all that a paused machine needs. */
    void kernel(Path path) throws IOException {
        byte[] image = new byte[nextSize(8 << 10)];
        ByteBuffer header = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        header.put(0x1f1, (byte) 1).putInt(0x202, 0x53726448).putShort(0x206, (short) 0x200);
        Files.write(path, image);
    }

    static void qcow2(Path path) {
        qemuImg(path.toString(), "1M");
    }

    static void withDataFile(Path path, Path data) {
        qemuImg("-o", "data_file=" + data, path.toString(), "1M");
    }

    /** Returns whether it was made: not where QEMU does not find what is below a base that is reached by a link. */
    static boolean overlay(Path path, String backing, String format) {
        return qemuImg("-F", format, "-b", backing, path.toString());
    }

    /** Puts another file in the place of one. */
    void replace(Path replaced) throws IOException {
        Path fresh = beside(replaced);
        Files.write(fresh, new byte[nextSize(1 << 17)]);
        Files.move(fresh, replaced, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Puts an overlay in the place of a file. */
    static void replaceByOverlay(Path replaced, String backing, String format) throws IOException {
        Path fresh = beside(replaced);
        if (overlay(fresh, backing, format)) {
            Files.move(fresh, replaced, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path beside(Path replaced) {
        return replaced.resolveSibling(replaced.getFileName() + ".new");
    }

    /** Each has a size of its own: files of one size that are written in the same instant look like one to those who see times. */
    private int nextSize(int atLeast) {
        return atLeast + 4096 * sizes++;
    }

    private static boolean qemuImg(String... arguments) {
        List<String> command = new ArrayList<>(List.of("qemu-img", "create", "-q", "-f", "qcow2"));
        command.addAll(List.of(arguments));
        return ProgramRun.of(Duration.ofMinutes(1), command).succeeded();
    }
}
