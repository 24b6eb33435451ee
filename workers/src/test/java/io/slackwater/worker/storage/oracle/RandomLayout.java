package io.slackwater.worker.storage.oracle;

import io.slackwater.worker.storage.oracle.Hosts.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** A random layout of pools, images and domains on two hosts, made by their owners' means: virsh, qemu-img and the file system. */
final class RandomLayout implements AutoCloseable {

    private final Hosts hosts;
    private final Path root;
    private final Path links;
    private final Optional<Path> belowUsr;
    private final String prefix;
    private final Random random;
    private final Traits traits;
    private List<Place> places = List.of();
    private RandomImages images;
    private RandomDomains domains;

    /**
     * A layout, made at once.
     *
     * @param storage where its directory is made, unless it lies below {@code usr}
     * @param usr a directory below /usr
     * @param seed the same seed makes the same layout
     */
    RandomLayout(Hosts hosts, Path storage, Path usr, long seed) throws IOException {
        this.hosts = hosts;
        this.prefix = "l" + Long.toUnsignedString(seed, 36);
        // Neighbouring seeds begin alike where they are not mixed.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.traits = Traits.of(random);
        this.root = (traits.isBelowUsr() ? usr : storage).resolve(prefix);
        this.belowUsr = traits.hasOutside() && traits.hasOutsideBelowUsr() && !traits.isBelowUsr()
                ? Optional.of(usr.resolve(prefix))
                : Optional.empty();
        this.links = Files.createDirectories(storage.resolve(prefix + "-links"));
        Files.createDirectories(root);
        make();
    }

    Traits traits() {
        return traits;
    }

    List<Place> places() {
        return places;
    }

    RandomImages images() {
        return images;
    }

    RandomDomains domains() {
        return domains;
    }

    Random random() {
        return random;
    }

    String prefix() {
        return prefix;
    }

    /** Returns a host that takes part. */
    Host host() {
        List<Integer> all = List.copyOf(places.get(0).hosts());
        return hosts.get(all.get(random.nextInt(all.size())));
    }

    private void make() throws IOException {
        RandomPlaces made = new RandomPlaces(hosts, root, links, traits, random);
        places = made.make();
        Set<Integer> all = places.get(0).hosts();
        Optional<Place> outside = traits.hasOutside()
                ? Optional.of(made.outside(belowUsr.orElse(root).resolve("outside"), all))
                : Optional.empty();
        images = new RandomImages(places, outside, traits, random);
        images.make();
        domains = new RandomDomains(root, images, traits, random);
        for (int count = random.nextInt(4) + (traits.isShared() ? 1 : 0); count > 0; count--) {
            domains.make(host(), prefix + "-vm" + count);
        }
    }

    @Override
    public void close() throws IOException {
        for (Host host : hosts.all()) {
            for (String domain : host.lines("list --all --name")) {
                host.virsh().ask("destroy " + domain);
                host.virsh().ask("undefine --managed-save --snapshots-metadata --checkpoints-metadata " + domain);
            }
            for (String pool : host.lines("pool-list --all --name")) {
                host.virsh().ask("pool-destroy " + pool);
                host.virsh().ask("pool-undefine " + pool);
            }
        }
        delete(root);
        delete(links);
        if (belowUsr.isPresent()) {
            delete(belowUsr.get());
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
