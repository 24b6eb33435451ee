package io.slackwater.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The shared libraries of Debian packages, each extracted to a directory. */
final class SharedLibraries {

    private static final List<String> DIRECTORIES = List.of("lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu");

    private final List<Path> roots;

    /**
     * @param roots a directory for each package
     */
    SharedLibraries(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /**
     * Returns what {@code program} needs to run, by the path that it is looked for at, without a leading slash: its
     * loader, its libraries, theirs, and so on.
     *
     * @throws IOException if one of them is in none of the packages; the message says which asked for it
     */
    SortedMap<String, Path> neededBy(Path program) throws IOException {
        SortedMap<String, Path> found = new TreeMap<>();
        Deque<Path> unread = new ArrayDeque<>(List.of(program));
        while (!unread.isEmpty()) {
            Path reader = unread.remove();
            ElfFile elf = ElfFile.read(reader);
            for (String library : elf.neededLibraries()) {
                Path file = find(library, reader);
                if (found.putIfAbsent(DIRECTORIES.get(0) + "/" + library, file) == null) {
                    unread.add(file);
                }
            }
            Optional<String> interpreter = elf.interpreter();
            if (interpreter.isPresent()) {
                Path loader = Path.of(interpreter.get());
                found.put(loader.toString().substring(1), find(String.valueOf(loader.getFileName()), reader));
            }
        }
        return found;
    }

    /** Returns the content of each file. */
    static SortedMap<String, byte[]> contents(Map<String, Path> files) throws IOException {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            contents.put(file.getKey(), Files.readAllBytes(file.getValue()));
        }
        return contents;
    }

    private Path find(String library, Path askedBy) throws IOException {
        return roots.stream()
                .flatMap(root -> DIRECTORIES.stream()
                        .map(directory -> root.resolve(directory).resolve(library)))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(
                        () -> new IOException(library + ", which " + askedBy + " needs, is in none of the packages"));
    }
}
