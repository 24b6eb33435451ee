package io.slackwater.lab.guest;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.archive.DebianArchive;
import io.slackwater.debian.index.DebianPackage;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Packages, downloaded and extracted once and kept under their digest and what was selected, for later runs. A directory
 * under such a name is always whole: it is made beside it and moved into place.
 */
final class PackageCache {

    private final DebianArchive archive;
    private final Path directory;

    PackageCache(DebianArchive archive, Path directory) {
        this.archive = archive;
        this.directory = directory;
    }

    /** Returns the directory that holds the members of a package whose whole path matches, at their paths in it. */
    Path extracted(DebianPackage offered, Pattern members) throws ArchiveException, IOException {
        String selection = Integer.toHexString(members.pattern().hashCode());
        Path target = directory.resolve("extracted").resolve(offered.file().sha256() + "-" + selection);
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(target.getParent());
        Path deb = archive.download(offered, Files.createDirectories(directory.resolve("packages")));
        Path part = Files.createTempDirectory(target.getParent(), "part-");
        try {
            archive.extraction(deb).all(members.asMatchPredicate(), part);
            moveIntoPlace(part, target);
        } finally {
            delete(part);
        }
        return target;
    }

    private static void moveIntoPlace(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
