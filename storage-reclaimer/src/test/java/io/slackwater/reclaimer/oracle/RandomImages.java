package io.slackwater.reclaimer.oracle;

import io.slackwater.lab.ProgramRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Images in the directories of a layout: kernels, raw ones, chains by paths of every kind, links. */
final class RandomImages {

    /**
     * An image.
     *
     * @param pool the pool that lists it; empty outside
     * @param depth how many images are below it
     */
    record Image(String pool, Path path, String format, int depth) {

        String name() {
            return path.getFileName().toString();
        }
    }

    private static final int DEEPEST = 4;

    private final Path directory;
    private final List<String> pools;
    private final Random random;
    private final List<Image> disks = new ArrayList<>();
    private final List<Image> kernels = new ArrayList<>();
    private int sizes;

    /**
     * Images in the directories {@code directory/<pool>} and {@code directory/outside}.
     *
     * @param pools all that are active, the names of their directories
     */
    RandomImages(Path directory, List<String> pools, Random random) {
        this.directory = directory;
        this.pools = pools;
        this.random = random;
    }

    void make() throws IOException {
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            kernel("kernel-" + count);
        }
        raw("base-0");
        for (int count = 2 + random.nextInt(6); count > 0; count--) {
            image("image-" + count);
        }
        if (random.nextInt(10) == 0) {
            link("link", false);
        }
        if (random.nextInt(15) == 0) {
            link("twin", true);
        }
    }

    Image disk() {
        return disks.get(random.nextInt(disks.size()));
    }

    Image kernel() {
        return kernels.get(random.nextInt(kernels.size()));
    }

    private void image(String name) throws IOException {
        int kind = random.nextInt(20);
        if (kind < 4) {
            raw(name);
        } else if (kind < 6) {
            Image image = new Image(pool(), place(pool(), name), "qcow2", 0);
            qemuImg("create", "-q", "-f", "qcow2", image.path().toString(), "1M");
            disks.add(image);
        } else if (kind < 7) {
            withDataFile(name);
        } else {
            overlay(name);
        }
    }

    private void raw(String name) throws IOException {
        Image image = somewhere(name, "raw", 0);
        Files.write(image.path(), new byte[nextSize(1 << 16)]);
        disks.add(image);
    }

    private void withDataFile(String name) {
        Image image = somewhere(name, "qcow2", 0);
        Path data = directory.resolve(pool()).resolve(name + ".data");
        qemuImg(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                "data_file=" + data,
                image.path().toString(),
                "1M");
        disks.add(image);
        disks.add(new Image(data.getParent().getFileName().toString(), data, "raw", 0));
    }

    private void overlay(String name) {
        Image base = disk();
        if (base.depth() >= DEEPEST) {
            return;
        }
        Image image = somewhere(name, "qcow2", base.depth() + 1);
        String backing =
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3 ->
                        image.path().getParent().relativize(base.path()).toString();
                    case 4 ->
                        "json:{\"driver\":\"%s\",\"file\":{\"driver\":\"file\",\"filename\":\"%s\"}}"
                                .formatted(base.format(), base.path());
                    case 5 -> base.path().getParent() + "/../" + directory.relativize(base.path());
                    default -> base.path().toString();
                };
        qemuImg(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-F",
                base.format(),
                "-b",
                backing,
                image.path().toString());
        disks.add(image);
    }

    private void link(String name, boolean hard) throws IOException {
        Image to = random.nextBoolean() ? disk() : kernel();
        Path path = directory.resolve(pools.get(0)).resolve(name);
        if (hard) {
            Files.createLink(path, to.path());
        } else {
            Files.createSymbolicLink(path, to.path());
        }
        Image link = new Image(pools.get(0), path, to.format(), to.depth());
        (kernels.contains(to) ? kernels : disks).add(link);
    }

    /** Just enough of Linux' boot protocol (version 2.0) that QEMU loads it, which is all that a paused machine needs. */
    private void kernel(String name) throws IOException {
        byte[] image = new byte[nextSize(8 << 10)];
        ByteBuffer header = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        header.put(0x1f1, (byte) 1).putInt(0x202, 0x53726448).putShort(0x206, (short) 0x200);
        Image kernel = new Image(pools.get(0), directory.resolve(pools.get(0)).resolve(name), "raw", 0);
        Files.write(kernel.path(), image);
        kernels.add(kernel);
    }

    /** Each has a size of its own: files of one size that are written in the same instant look like one to those who see times. */
    private int nextSize(int atLeast) {
        return atLeast + 4096 * sizes++;
    }

    private Image somewhere(String name, String format, int depth) {
        String pool = random.nextInt(12) == 0 ? "outside" : pool();
        return new Image(pool, place(pool, name), format, depth);
    }

    private Path place(String pool, String name) {
        return directory.resolve(pool).resolve(name);
    }

    private String pool() {
        return pools.get(random.nextInt(pools.size()));
    }

    private static void qemuImg(String... arguments) {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(arguments));
        ProgramRun.of(Duration.ofMinutes(1), command).orFail(String.join(" ", command));
    }
}
