package io.slackwater.lab.guest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/**
 * The modules of one kernel, as its package brings them. The package has no {@code modules.dep} (depmod writes that where
 * it is installed), so each module is asked itself: its {@code .modinfo} names what it depends on.
 */
final class KernelModules {

    private static final byte[] DEPENDS = "\0depends=".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, Path> files = new TreeMap<>();

    /** Finds the modules below {@code directory}, usually {@code lib/modules/<release>}. */
    KernelModules(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            found.filter(file -> file.toString().matches(".*\\.ko(\\.xz)?"))
                    .forEach(file -> files.put(nameOf(file), file));
        }
    }

    /**
     * Returns {@code wanted} and what they depend on, uncompressed, in an order in which they can be loaded. A name that
     * the package has no module of is left out: another kernel may have it built in.
     *
     * @throws IOException if a module depends on one that is not there
     */
    Map<String, byte[]> withDependencies(Collection<String> wanted) throws IOException {
        Map<String, byte[]> ordered = new LinkedHashMap<>();
        for (String module : wanted) {
            if (files.containsKey(module)) {
                add(module, ordered);
            }
        }
        return ordered;
    }

    private void add(String module, Map<String, byte[]> ordered) throws IOException {
        if (ordered.containsKey(module)) {
            return;
        }
        Path file = files.get(module);
        if (file == null) {
            throw new IOException("kernel module " + module + ", which another depends on, is not in the package");
        }
        byte[] content = content(file);
        for (String dependency : dependencies(module, content)) {
            add(dependency, ordered);
        }
        ordered.put(module, content);
    }

    static List<String> dependencies(String module, byte[] content) throws IOException {
        int start = indexOf(content, DEPENDS);
        if (start < 0) {
            throw new IOException("kernel module " + module + " does not tell what it depends on");
        }
        int end = start + DEPENDS.length;
        while (end < content.length && content[end] != 0) {
            end++;
        }
        String names =
                new String(content, start + DEPENDS.length, end - start - DEPENDS.length, StandardCharsets.US_ASCII);
        return names.isEmpty()
                ? List.of()
                : Stream.of(names.split(",", -1)).map(KernelModules::canonical).toList();
    }

    private static int indexOf(byte[] content, byte[] wanted) {
        for (int at = 0; at <= content.length - wanted.length; at++) {
            if (Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] content(Path file) throws IOException {
        byte[] stored = Files.readAllBytes(file);
        if (!file.toString().endsWith(".xz")) {
            return stored;
        }
        try (InputStream expanded = new XZInputStream(new ByteArrayInputStream(stored))) {
            return expanded.readAllBytes();
        }
    }

    private static String nameOf(Path file) {
        return canonical(String.valueOf(file.getFileName()).replaceFirst("\\.ko(\\.xz)?$", ""));
    }

    /** A module's name has underscores where its file's may have hyphens. */
    private static String canonical(String name) {
        return name.replace('-', '_');
    }
}
