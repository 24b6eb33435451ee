package io.slackwater.debian.deb;

import io.slackwater.debian.ArchiveException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Extracts members of a package to the local disk; links stay within the directory, or are refused. */
public final class Extraction {

    private final DebFile deb;
    private final Path file;

    /** @param file the package that {@code deb} reads, for messages */
    public Extraction(DebFile deb, Path file) {
        this.deb = deb;
        this.file = file;
    }

    /**
     * Extracts the one file that the selector wants to {@code target}, which is replaced only once the whole package was
     * read. None, or more than one, is an error.
     */
    public DebMember single(Predicate<String> name, Path target) throws ArchiveException, IOException {
        Path directory = target.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path part = Files.createTempFile(directory, "." + target.getFileName(), ".part");
        List<DebMember> found = new ArrayList<>();
        try {
            deb.read(member -> member.type() == DebMember.Type.FILE && name.test(member.name()), (member, content) -> {
                found.add(member);
                Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            });
            if (found.size() != 1) {
                throw new ArchiveException.NotFound(file + " holds " + found.size()
                        + " files of the wanted name instead of one" + names(found) + "; correct the member's pattern");
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return found.get(0);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Extracts the selected files and links below {@code directory}, and returns the paths of what it made. */
    public List<Path> all(Predicate<String> name, Path directory) throws ArchiveException, IOException {
        Files.createDirectories(directory);
        Path root = directory.toRealPath();
        List<Path> made = new ArrayList<>();
        deb.read(member -> name.test(member.name()), (member, content) -> {
            switch (member.type()) {
                case FILE -> made.add(writeFile(root, member, content));
                case SYMBOLIC_LINK -> made.add(writeSymbolicLink(root, member));
                case HARD_LINK -> made.add(writeHardLink(root, member));
                case DIRECTORY, SPECIAL -> {
                    // A directory is made with its first file; a device is of no use outside the package.
                }
            }
        });
        return List.copyOf(made);
    }

    private Path writeFile(Path root, DebMember member, InputStream content) throws IOException, ArchiveException {
        Path target = place(root, member);
        Files.copy(content, target);
        Files.setPosixFilePermissions(target, permissions(member.mode()));
        return target;
    }

    /** The directory stands for the root, so an absolute target is made relative to it. */
    private Path writeSymbolicLink(Path root, DebMember member) throws IOException, ArchiveException {
        Path target = place(root, member);
        Path directory = target.getParent();
        boolean absolute = member.linkTarget().startsWith("/");
        Path pointsTo = absolute
                ? root.resolve(member.linkTarget().replaceFirst("^/+", "")).normalize()
                : directory.resolve(member.linkTarget()).normalize();
        if (!pointsTo.startsWith(root)) {
            throw escapes(member);
        }
        return Files.createSymbolicLink(
                target, absolute ? directory.relativize(pointsTo) : Path.of(member.linkTarget()));
    }

    private Path writeHardLink(Path root, DebMember member) throws IOException, ArchiveException {
        Path existing = root.resolve(TarMembers.safeName(member.linkTarget(), file));
        if (!Files.isRegularFile(existing, LinkOption.NOFOLLOW_LINKS)
                || !existing.toRealPath().startsWith(root)) {
            throw escapes(member);
        }
        return Files.createLink(place(root, member), existing);
    }

    /** Makes room for a member: its directories exist, none of them is a link that leads out, and it is not there yet. */
    private Path place(Path root, DebMember member) throws IOException, ArchiveException {
        Path target = root.resolve(member.name());
        Path parent = root;
        for (Path part : root.relativize(target.getParent())) {
            parent = parent.resolve(part);
            if (Files.exists(parent) && !parent.toRealPath().startsWith(root)) {
                throw escapes(member);
            }
        }
        Files.createDirectories(target.getParent());
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(target);
        }
        return target;
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        permissions.add(PosixFilePermission.GROUP_READ);
        permissions.add(PosixFilePermission.OTHERS_READ);
        if ((mode & 0111) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }

    private ArchiveException escapes(DebMember member) {
        return new ArchiveException.Hostile(file + ": the link \"" + member.name() + "\" to \"" + member.linkTarget()
                + "\" leads out of the directory it is extracted to; leave it out of the selection");
    }

    private static String names(List<DebMember> members) {
        return members.isEmpty()
                ? ""
                : " " + members.stream().map(DebMember::name).toList();
    }
}
