package io.slackwater.reclaimer.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A random layout of pools, images and domains on a host, made by its owner's means: virsh, qemu-img and the file system. */
final class RandomLayout implements AutoCloseable {

    private final Path directory;
    private final String prefix;
    private final VirshSession virsh;
    private final Random random;

    /**
     * A layout, made at once.
     *
     * @param storage where its directory is made
     * @param seed the same seed makes the same layout
     */
    RandomLayout(Path storage, long seed, VirshSession virsh) throws IOException {
        this.prefix = "l" + Long.toUnsignedString(seed, 36);
        this.directory = storage.resolve(prefix);
        this.virsh = virsh;
        this.random = new Random(seed);
        make();
    }

    private void make() throws IOException {
        Files.createDirectories(directory.resolve("outside"));
        List<String> pools = new ArrayList<>(List.of("p0"));
        pool("p0");
        if (random.nextBoolean()) {
            pool("p1");
            pools.add("p1");
        }
        Files.createSymbolicLink(directory.resolve("by-link"), directory);
        RandomImages images = new RandomImages(directory, pools, random);
        images.make();
        if (random.nextInt(12) == 0) {
            // The same directory, as another pool has it.
            virsh.run("pool-create-as %s-again dir --target %s/by-link/p0".formatted(prefix, directory));
        }
        if (random.nextInt(15) == 0) {
            virsh.run("pool-define-as %s-off dir --target %s/off".formatted(prefix, directory));
        }
        RandomDomains domains = new RandomDomains(directory, images, virsh, random);
        for (int count = random.nextInt(4); count > 0; count--) {
            domains.make(prefix + "-vm" + count);
        }
    }

    private void pool(String name) throws IOException {
        Files.createDirectories(directory.resolve(name));
        virsh.run("pool-create-as %s-%s dir --target %s".formatted(prefix, name, directory.resolve(name)));
    }

    @Override
    public void close() throws IOException {
        for (String domain : lines("list --all --name")) {
            virsh.ask("destroy " + domain);
            virsh.ask("undefine --managed-save --snapshots-metadata --checkpoints-metadata " + domain);
        }
        for (String pool : lines("pool-list --all --name")) {
            virsh.ask("pool-destroy " + pool);
            virsh.ask("pool-undefine " + pool);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private List<String> lines(String question) {
        return virsh.ask(question)
                .orElse("")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
