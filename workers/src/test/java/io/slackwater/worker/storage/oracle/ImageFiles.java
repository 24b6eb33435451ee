package io.slackwater.worker.storage.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What files an image is made of, as qemu-img and the kernel tell it. A file is known by its entry: the real path of its directory, and
 * its name there. A link is an entry of its own.
 */
final class ImageFiles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_LINKS = 40;

    private final Map<String, Image> images = new HashMap<>();

    /**
     * An image.
     *
     * @param entries its own files, with those of all images below it, and the links that lead to them
     * @param names the names by which its header and the headers below name others
     * @param isWhole whether all of them are there
     * @param depth how many images are below it
     */
    record Image(Set<Path> entries, List<String> names, Set<Path> dataFiles, boolean isWhole, int depth) {}

    Image of(String path) {
        return images.computeIfAbsent(path, ImageFiles::inspect);
    }

    /** Reads everything anew from now on. */
    void forget() {
        images.clear();
    }

    /** Returns the entries that a path leads over: links, and at last a file that is none. */
    static Set<Path> entries(String named) {
        Set<Path> entries = new LinkedHashSet<>();
        Path path = Path.of(named);
        try {
            while (entries.size() < MOST_LINKS) {
                Path directory = path.getParent().toRealPath();
                Path entry = directory.resolve(path.getFileName());
                entries.add(entry);
                if (!Files.isSymbolicLink(entry)) {
                    return entries;
                }
                path = directory.resolve(Files.readSymbolicLink(entry));
            }
        } catch (IOException missing) {
            return entries;
        }
        return entries;
    }

    private static Image inspect(String path) {
        Set<Path> entries = entries(path);
        Set<Path> dataFiles = new LinkedHashSet<>();
        List<String> names = new ArrayList<>();
        Optional<JsonNode> chain = Files.isRegularFile(Path.of(path)) ? info(path) : Optional.empty();
        chain.ifPresent(images -> images.forEach(image -> {
            String file = image.path("filename").asText();
            entries.addAll(entries(file));
            String backing = image.path("backing-filename").asText("");
            if (!backing.isEmpty()) {
                names.add(isPath(backing) ? beside(file, backing) : backing);
            }
            String data =
                    image.path("format-specific").path("data").path("data-file").asText("");
            if (!data.isEmpty()) {
                names.add(beside(file, data));
                dataFiles.addAll(entries(beside(file, data)));
            }
        }));
        entries.addAll(dataFiles);
        return new Image(
                entries,
                names,
                dataFiles,
                chain.isPresent(),
                chain.map(JsonNode::size).orElse(1) - 1);
    }

    private static boolean isPath(String name) {
        return !name.startsWith("json:") && !name.startsWith("file:");
    }

    private static String beside(String file, String name) {
        return Path.of(file).resolveSibling(name).toString();
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
}
