package io.slackwater.console.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.lab.ProgramRun;
import io.slackwater.lab.host.Virsh;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code virsh} and {@code qemu-img} say of the images of a pool: which VMs use each, and which images are backed by it. */
final class VirshTruth {

    private static final Pattern FILES = Pattern.compile("(?:file|name)='(/[^']+)'|<(?:kernel|initrd)>([^<]+)<");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Virsh virsh;
    private final Path pool;

    VirshTruth(Virsh virsh, Path pool) {
        this.virsh = virsh;
        this.pool = pool;
    }

    /** Returns the names of the images. */
    Set<String> images(String poolName) {
        Set<String> names = new TreeSet<>();
        lines("vol-list", "--pool", poolName).forEach(line -> names.add(line.split("\\s+", 2)[0]));
        return names;
    }

    /** Returns the VMs that name each image in whatever they are defined by, or whose disks are backed by it, by image. */
    Map<String, Set<String>> vmsByImage() {
        Map<String, Set<String>> users = new TreeMap<>();
        for (String vm : lines("list", "--all", "--name")) {
            Set<Path> named = new HashSet<>();
            for (String disks : List.of("--inactive", "--details")) {
                lines("domblklist", vm, disks).stream()
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .filter(source -> source.startsWith("/"))
                        .forEach(source -> named.add(Path.of(source)));
            }
            named.addAll(files(virsh.run("dumpxml", vm)));
            named.addAll(files(virsh.run("dumpxml", "--inactive", vm)));
            for (String snapshot : lines("snapshot-list", vm, "--name")) {
                named.addAll(files(virsh.run("snapshot-dumpxml", vm, snapshot)));
            }
            if (virsh.attempt("managedsave-dumpxml", vm).succeeded()) {
                named.addAll(files(virsh.run("managedsave-dumpxml", vm)));
            }
            for (Path file : named) {
                for (Path below : chain(file)) {
                    if (pool.equals(below.getParent())) {
                        users.computeIfAbsent(below.getFileName().toString(), image -> new TreeSet<>())
                                .add(vm);
                    }
                }
            }
        }
        return users;
    }

    /** Returns the images of the pool that each image is directly backed by, by the name of the one below. */
    Map<String, Set<String>> overlaysByImage(Set<String> images) {
        Map<String, Set<String>> overlays = new TreeMap<>();
        for (String image : images) {
            List<Path> chain = chain(pool.resolve(image));
            if (chain.size() > 1) {
                overlays.computeIfAbsent(chain.get(1).getFileName().toString(), below -> new TreeSet<>())
                        .add(image);
            }
        }
        return overlays;
    }

    private static Set<Path> files(String xml) {
        Set<Path> files = new HashSet<>();
        Matcher matcher = FILES.matcher(xml);
        while (matcher.find()) {
            files.add(Path.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
        }
        return files;
    }

    /** Returns an image and what it is backed by, the nearest first; a file that is no image alone. */
    private static List<Path> chain(Path image) {
        ProgramRun run = ProgramRun.of(
                Duration.ofMinutes(1),
                List.of("qemu-img", "info", "-U", "--output", "json", "--backing-chain", image.toString()));
        List<Path> chain = new ArrayList<>();
        if (run.succeeded()) {
            try {
                for (JsonNode link : JSON.readTree(run.output())) {
                    chain.add(Path.of(link.path("filename").asText()));
                }
            } catch (JsonProcessingException other) {
                throw new IllegalStateException(run.output(), other);
            }
        }
        return chain.isEmpty() ? List.of(image) : chain;
    }

    private List<String> lines(String... command) {
        return virsh.run(command)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
