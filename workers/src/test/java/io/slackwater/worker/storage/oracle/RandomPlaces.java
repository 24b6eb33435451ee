package io.slackwater.worker.storage.oracle;

import io.slackwater.worker.storage.oracle.Place.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** The directories of a layout, and the pools that hosts have of them, by their real paths, by links, or twice. */
final class RandomPlaces {

    private final Hosts hosts;
    private final Path root;
    private final Path links;
    private final String prefix;
    private final Traits traits;
    private final Random random;

    /**
     * Makes directories below {@code root}.
     *
     * @param links where links to them are made
     */
    RandomPlaces(Hosts hosts, Path root, Path links, Traits traits, Random random) {
        this.hosts = hosts;
        this.root = root;
        this.links = links;
        this.prefix = root.getFileName().toString();
        this.traits = traits;
        this.random = random;
    }

    /** Returns the places with pools, the first of all hosts of the layout. */
    List<Place> make() throws IOException {
        Files.createDirectories(root.resolve("deep"));
        Files.createSymbolicLink(root.resolve("by-link"), root);
        Set<Integer> all = traits.isShared() ? Set.of(0, 1) : Set.of(random.nextInt(2));
        List<Place> places = new ArrayList<>();
        places.add(place("p0", all));
        if (random.nextBoolean()) {
            places.add(place(
                    "p1", random.nextBoolean() ? all : Set.of(all.iterator().next())));
        }
        if (traits.hasLinks()) {
            // A path through the link and back leads to p0; read without looking at the link, it leads here.
            Files.createSymbolicLink(root.resolve("deep/a0"), root.resolve("p0"));
            places.add(place("deep/p0", all));
        }
        if (traits.hasOutside() && random.nextInt(5) == 0) {
            virsh(all.iterator().next(), "pool-define-as %s-off dir --target %s/off".formatted(prefix, root));
        }
        return places;
    }

    /** Returns a directory that no pool shows. */
    Place outside(Path directory, Set<Integer> all) throws IOException {
        Files.createDirectories(directory);
        return new Place(directory, List.of(), all);
    }

    private Place place(String name, Set<Integer> on) throws IOException {
        Path directory = Files.createDirectories(root.resolve(name));
        List<Pool> pools = new ArrayList<>();
        for (int host : new TreeSet<>(on)) {
            pools.add(pool(
                    host, name, traits.hasLinks() && random.nextBoolean() ? linked(directory, name, host) : directory));
            if (traits.hasPools() && random.nextBoolean()) {
                Path again = random.nextBoolean()
                        ? root.resolve("by-link").resolve(name)
                        : linked(directory, name + "-again", host);
                pools.add(pool(host, name + "-again", again));
            }
        }
        return new Place(directory, List.copyOf(pools), on);
    }

    private Path linked(Path directory, String name, int host) throws IOException {
        return Files.createSymbolicLink(links.resolve(name.replace('/', '-') + "-of-" + host), directory);
    }

    private Pool pool(int host, String name, Path target) {
        String pool = prefix + "-" + name.replace('/', '-');
        virsh(host, "pool-create-as %s dir --target %s".formatted(pool, target));
        return new Pool(host, pool, target);
    }

    private void virsh(int host, String command) {
        hosts.get(host).virsh().run(command);
    }
}
