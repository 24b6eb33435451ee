package io.slackwater.reclaimer.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in use on a host, as virsh and qemu-img tell it. It shares no code with what it judges, and knows more: it may look at the
 * files.
 */
final class Truth {

    /** A volume of an active pool. */
    record Listed(String pool, String name, String path) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAMED = Pattern.compile(
            "<(?:kernel|initrd|loader|nvram)[^>]*>(/[^<]+)<|<(?:source|mirror|nvram)\\b[^>]*?(?:file|dev|template)='(/[^']+)'|<qemu:arg"
                    + " value='[^']*file=(/[^',]+)");
    private static final Pattern BY_VOLUME = Pattern.compile("<source pool='([^']+)' volume='([^']+)'");

    private final VirshSession virsh;
    private final List<Listed> volumes = new ArrayList<>();
    private final Set<String> listedPaths = new HashSet<>();
    /** What documents refer to: by path, why. */
    private final Map<String, Set<String>> documents = new HashMap<>();
    /** What volumes refer to: by the volume's path, the paths. */
    private final Map<String, Set<String>> chains = new HashMap<>();

    private final Map<String, List<String>> images = new HashMap<>();
    private final Set<String> dataFiles = new HashSet<>();
    private boolean unclear;

    Truth(VirshSession virsh) {
        this.virsh = virsh;
        listPools();
        for (Listed volume : volumes) {
            Set<String> below = new HashSet<>();
            image(volume.path()).stream()
                    .filter(path -> !path.equals(volume.path()))
                    .forEach(path -> below.addAll(names(path)));
            chains.put(volume.path(), below);
            noteUnclear(below);
        }
        for (String domain : lines("list --all --name")) {
            readDomain(domain);
        }
    }

    List<Listed> volumes() {
        return volumes;
    }

    /** Returns why a volume is in use, by the codes that are expected; empty where it is free. */
    Set<String> reasons(Listed volume) {
        Set<String> reasons = new TreeSet<>(documents.getOrDefault(volume.path(), Set.of()));
        chains.forEach((path, below) -> {
            if (below.contains(volume.path())) {
                reasons.add("USED_BY_BACKING_CHAIN");
            }
        });
        return reasons;
    }

    /** Whether something is named that no active pool lists, or a pool is inactive: then a free volume may be kept. */
    boolean isUnclear() {
        return unclear;
    }

    /** Whether another volume leads to the same file. */
    boolean hasLinks(Listed volume) {
        return volumes.stream()
                .filter(other -> !other.path().equals(volume.path()))
                .anyMatch(other -> isSameFile(other.path(), volume.path()));
    }

    /** Whether it is an image's external data file, of which libvirt knows nothing: the image's header is all that names it. */
    boolean isDataFile(Listed volume) {
        return dataFiles.contains(volume.path());
    }

    /** A volume was deleted: what went with it, by whatever path, refers to nothing any more. */
    void deleted() {
        chains.keySet().removeIf(path -> !Files.exists(Path.of(path)));
    }

    private void listPools() {
        Set<String> active = new HashSet<>(lines("pool-list --name"));
        unclear = lines("pool-list --all --name").stream().anyMatch(pool -> !active.contains(pool));
        for (String pool : active) {
            virsh.ask("pool-refresh " + pool);
            for (String line : lines("vol-list " + pool)) {
                String[] columns = line.strip().split("\\s+", 2);
                volumes.add(new Listed(pool, columns[0], columns[1]));
                listedPaths.add(columns[1]);
            }
        }
    }

    private void readDomain(String domain) {
        ask("dumpxml " + domain).ifPresent(xml -> note(xml, "USED_BY_VM"));
        ask("dumpxml --inactive " + domain).ifPresent(xml -> note(xml, "USED_BY_VM"));
        ask("managedsave-dumpxml " + domain).ifPresent(xml -> note(xml, "USED_BY_SAVED_STATE"));
        for (String snapshot : lines("snapshot-list --name " + domain)) {
            ask("snapshot-dumpxml " + domain + " " + snapshot).ifPresent(xml -> note(xml, "USED_BY_SNAPSHOT"));
        }
        for (String checkpoint : lines("checkpoint-list --name " + domain)) {
            ask("checkpoint-dumpxml " + domain + " " + checkpoint).ifPresent(xml -> note(xml, "USED_BY_CHECKPOINT"));
        }
    }

    private void note(String xml, String reason) {
        Set<String> paths = new HashSet<>();
        Matcher named = NAMED.matcher(xml);
        while (named.find()) {
            for (int group = 1; group <= named.groupCount(); group++) {
                Optional.ofNullable(named.group(group)).ifPresent(paths::add);
            }
        }
        Matcher byVolume = BY_VOLUME.matcher(xml);
        while (byVolume.find()) {
            virsh.ask("vol-path --pool " + byVolume.group(1) + " " + byVolume.group(2))
                    .map(String::strip)
                    .ifPresent(paths::add);
        }
        for (String path : paths) {
            // Nobody without the files before him knows whether the directory before it is a link.
            unclear |= path.contains("/../");
            for (String image : image(path)) {
                Set<String> names = names(image);
                noteUnclear(names);
                names.forEach(name -> documents
                        .computeIfAbsent(name, added -> new TreeSet<>())
                        .add(reason));
            }
        }
    }

    private void noteUnclear(Set<String> names) {
        unclear |= names.stream().anyMatch(name -> !listedPaths.contains(name));
    }

    /** Returns an image and all that it is made of, by the names that qemu-img opens them by. */
    private List<String> image(String path) {
        return images.computeIfAbsent(path, this::inspect);
    }

    private List<String> inspect(String path) {
        List<String> files = new ArrayList<>(List.of(path));
        Optional<JsonNode> chain = Files.isRegularFile(Path.of(path)) ? info(path) : Optional.empty();
        // A chain with a file that is missing, as when it is opened by a link from another directory.
        unclear |= chain.isEmpty();
        chain.ifPresent(images -> images.forEach(image -> {
            files.add(image.path("filename").asText());
            unclear |= image.path("backing-filename").asText().startsWith("json:");
            String data =
                    image.path("format-specific").path("data").path("data-file").asText("");
            if (!data.isEmpty()) {
                String file = Path.of(image.path("filename").asText())
                        .resolveSibling(data)
                        .toString();
                files.add(file);
                dataFiles.addAll(names(file));
            }
        }));
        return files.stream().filter(file -> file.startsWith("/")).toList();
    }

    private static Optional<JsonNode> info(String path) {
        try {
            Process process = new ProcessBuilder(
                            "qemu-img", "info", "--force-share", "--backing-chain", "--output=json", path)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            byte[] output = process.getInputStream().readAllBytes();
            return process.waitFor() == 0
                    ? Optional.of(JSON.readTree(new String(output, StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Returns a path without detours, and where its links lead. */
    private static Set<String> names(String path) {
        Set<String> names = new HashSet<>(Set.of(Path.of(path).normalize().toString()));
        try {
            names.add(Path.of(path).toRealPath().toString());
        } catch (IOException missing) {
            return names;
        }
        return names;
    }

    private static boolean isSameFile(String one, String other) {
        try {
            return Files.isSameFile(Path.of(one), Path.of(other));
        } catch (IOException missing) {
            return false;
        }
    }

    private Optional<String> ask(String question) {
        return virsh.ask(question);
    }

    private List<String> lines(String question) {
        return ask(question)
                .map(text -> text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    /** Tells all that is known, for a person. */
    @Override
    public String toString() {
        Map<String, Object> all = new LinkedHashMap<>();
        volumes.forEach(volume -> all.put(volume.path(), reasons(volume)));
        return "in use: " + all + "\nnamed by documents: " + new TreeMap<>(documents) + "\nchains: "
                + new TreeMap<>(chains) + "\nunclear: " + unclear;
    }
}
