package io.slackwater.worker.storage.oracle;

import io.slackwater.worker.storage.oracle.Documents.Named;
import io.slackwater.worker.storage.oracle.Hosts.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is in use on some hosts, as virsh, qemu-img and the kernel tell it. It shares no code with what it judges, and knows more: it may
 * look at the files.
 */
final class Truth {

    private static final String MARKER = "slackwater-store:";

    /**
     * A volume of an active pool of a host.
     *
     * @param entry where its file really is
     */
    record Listed(int host, String pool, String name, String path, Path entry) {}

    private final Hosts hosts;
    private final ImageFiles images;
    private final List<Listed> volumes = new ArrayList<>();
    /** What documents refer to: by entry, why. */
    private final Map<Path, Set<String>> documents = new HashMap<>();
    /** What volumes refer to: by the volume's entry, the entries. */
    private final Map<Path, Set<Path>> chains = new HashMap<>();

    private final Set<Path> dataFiles = new HashSet<>();
    private final Set<String> unclear = new TreeSet<>();
    private int deepest;

    Truth(Hosts hosts, ImageFiles images) {
        this.hosts = hosts;
        this.images = images;
        hosts.all().forEach(this::list);
        hosts.all().forEach(this::read);
    }

    List<Listed> volumes() {
        return volumes;
    }

    /** Returns why a file is in use, by the codes that are expected; empty where it is free. */
    Set<String> reasons(Path entry) {
        Set<String> reasons = new TreeSet<>(documents.getOrDefault(entry, Set.of()));
        chains.forEach((path, below) -> {
            if (below.contains(entry)) {
                reasons.add("USED_BY_BACKING_CHAIN");
            }
        });
        return reasons;
    }

    /** Returns what hosts know by more than one name, or by one that no active pool lists: then a free volume may be kept. */
    Set<String> unclear() {
        return unclear;
    }

    /** Whether another name of the same file is in use: then it does not matter what happens to this one. */
    boolean isUsedByAnotherName(Path entry) {
        return documents.keySet().stream().anyMatch(used -> isOther(used, entry))
                || chains.values().stream().flatMap(Set::stream).anyMatch(used -> isOther(used, entry));
    }

    /** Whether it is an image's external data file, of which libvirt knows nothing: the image's header is all that names it. */
    boolean isDataFile(Path entry) {
        return dataFiles.contains(entry);
    }

    /** Returns how many images are below the image that has most. */
    int deepest() {
        return deepest;
    }

    /** Something was deleted: what went with it refers to nothing any more. */
    void deleted() {
        chains.keySet().removeIf(entry -> !Files.exists(entry));
    }

    private void list(Host host) {
        Set<String> active = new HashSet<>(host.lines("pool-list --name"));
        host.lines("pool-list --all --name").stream()
                .filter(pool -> !active.contains(pool))
                .forEach(pool -> unclear.add("inactive pool " + pool));
        for (String pool : active) {
            host.virsh().ask("pool-refresh " + pool);
            for (String line : host.lines("vol-list " + pool)) {
                String[] columns = line.strip().split("\\s+", 2);
                if (!columns[0].startsWith(MARKER)) {
                    Path entry = ImageFiles.entries(columns[1]).iterator().next();
                    volumes.add(new Listed(host.index(), pool, columns[0], columns[1], entry));
                }
            }
        }
    }

    private void read(Host host) {
        Set<String> listed = new HashSet<>();
        volumes.stream().filter(volume -> volume.host() == host.index()).forEach(volume -> listed.add(volume.path()));
        for (Listed volume : volumes) {
            if (volume.host() == host.index()) {
                ImageFiles.Image image = images.of(volume.path());
                Set<Path> below = new HashSet<>(image.entries());
                below.removeAll(ImageFiles.entries(volume.path()));
                chains.computeIfAbsent(volume.entry(), added -> new HashSet<>()).addAll(below);
                note(image, volume.path(), listed);
                if (linksOf(volume.entry()) > 1) {
                    unclear.add("hard links to " + volume.path());
                }
            }
        }
        for (String domain : host.lines("list --all --name")) {
            for (Named named : Documents.of(host, domain)) {
                ImageFiles.Image image = images.of(named.path());
                note(image, named.path(), listed);
                image.entries().forEach(entry -> documents
                        .computeIfAbsent(entry, added -> new TreeSet<>())
                        .add(named.reason()));
            }
        }
    }

    private void note(ImageFiles.Image image, String path, Set<String> listed) {
        deepest = Math.max(deepest, image.depth());
        dataFiles.addAll(image.dataFiles());
        if (!image.isWhole()) {
            unclear.add("not whole: " + path);
        }
        noteName(path, listed);
        image.names().forEach(name -> noteName(name, listed));
    }

    /** A name is clear where it is one, without detours or links, that a pool lists. */
    private void noteName(String name, Set<String> listed) {
        boolean isPath = name.startsWith("/");
        String plain = isPath ? Path.of(name).normalize().toString() : name;
        if (!isPath || !listed.contains(plain)) {
            unclear.add("not listed: " + name);
        } else if (name.contains("/../")) {
            // Nobody without the files before him knows whether the directory before it is a link.
            unclear.add("by a detour: " + name);
        } else if (!ImageFiles.entries(name).equals(Set.of(Path.of(plain)))) {
            unclear.add("by a link: " + name);
        }
    }

    private static boolean isOther(Path used, Path entry) {
        try {
            return !used.equals(entry) && Files.isSameFile(used, entry);
        } catch (IOException missing) {
            return false;
        }
    }

    private static int linksOf(Path file) {
        try {
            return (int) Files.getAttribute(file, "unix:nlink");
        } catch (IOException missing) {
            return 0;
        }
    }

    /** Tells all that is known, for a person. */
    @Override
    public String toString() {
        Map<String, Object> all = new LinkedHashMap<>();
        volumes.forEach(
                volume -> all.put(hosts.get(volume.host()).id() + " " + volume.path(), reasons(volume.entry())));
        return "in use: " + all + "\nnamed by documents: " + new TreeMap<>(documents) + "\nchains: "
                + new TreeMap<>(chains) + "\nunclear: " + unclear;
    }
}
