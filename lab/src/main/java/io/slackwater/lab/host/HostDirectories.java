package io.slackwater.lab.host;

import io.slackwater.lab.LabException;
import io.slackwater.lab.UserCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The directories of one private host, and the files that its daemon reads.
 *
 * @param root absolute; holds what stands in for libvirt's directories, and the storage
 */
record HostDirectories(Path root) {

    /** Of {@code sockaddr_un}, without its final zero byte. */
    private static final int LONGEST_SOCKET_PATH = 107;

    private static final String CAPABILITIES = "cache/qemu/capabilities";
    private static final List<String> EMPTIED = List.of("etc", "run", "lib", "log", "cache", "storage");

    private static final String QEMU_CONF =
            """
            user = "%s"
            group = "%s"
            dynamic_ownership = 0
            security_driver = "none"
            stdio_handler = "file"
            namespaces = []
            cgroup_controllers = []
            """;

    private static final String LIBVIRTD_CONF =
            """
            host_uuid = "%s"
            auth_unix_rw = "none"
            auth_unix_ro = "none"
            unix_sock_rw_perms = "0700"
            unix_sock_ro_perms = "0700"
            max_clients = 500
            """;

    static HostDirectories below(Path workDirectory, int index) {
        Path root = workDirectory.toAbsolutePath().normalize().resolve("host-" + index);
        if (root.startsWith("/run") || root.startsWith("/var/run")) {
            throw new IllegalArgumentException("a private libvirt host hides /run, so it cannot work in " + root);
        }
        HostDirectories directories = new HostDirectories(root);
        int length = directories.socket().toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_SOCKET_PATH) {
            throw new IllegalArgumentException("too long for the path of a socket, by " + (length - LONGEST_SOCKET_PATH)
                    + " bytes: " + directories.socket());
        }
        return directories;
    }

    Path storage() {
        return root.resolve("storage");
    }

    Path socket() {
        return root.resolve("run/libvirt-sock");
    }

    String uri() {
        try {
            return new URI("qemu+unix", "", "/system", "socket=" + socket(), null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no URI can name " + socket(), e);
        }
    }

    void create() {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new LabException("cannot create " + root, e);
        }
    }

    /** Empties the directories and writes the configuration; only for the holder of the directory's lock. */
    void layOut(GuestUser user) {
        try {
            for (String directory : EMPTIED) {
                delete(root.resolve(directory));
                Files.createDirectories(root.resolve(directory));
            }
            // One identity per directory, the same in every run.
            UUID hostId = UUID.nameUUIDFromBytes(root.toString().getBytes(StandardCharsets.UTF_8));
            Files.writeString(root.resolve("etc/libvirtd.conf"), LIBVIRTD_CONF.formatted(hostId));
            Files.writeString(root.resolve("etc/qemu.conf"), QEMU_CONF.formatted(user.user(), user.group()));
            if (user != GuestUser.ROOT) {
                openToGuests();
            }
            copyFiles(keptCapabilities(), root.resolve(CAPABILITIES));
        } catch (IOException e) {
            throw new LabException("cannot lay out " + root, e);
        }
    }

    /** Lets any user reach the images that are given to it, and write consoles. */
    private void openToGuests() throws IOException {
        Files.setPosixFilePermissions(root.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(storage(), PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** Keeps what the daemon found out about QEMU for the hosts to come: finding out takes up to 8 s. */
    void keepCapabilities() {
        try {
            copyFiles(root.resolve(CAPABILITIES), keptCapabilities());
        } catch (IOException e) {
            throw new LabException("cannot keep the capabilities of " + root, e);
        }
    }

    String daemonLog() {
        try {
            return Files.readString(root.resolve("log/daemon.log")).strip();
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    private static Path keptCapabilities() {
        return UserCache.directory().resolve("libvirt-capabilities");
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                // Hosts may start at once, and none may see half a file: it comes from beside the directory.
                Path copy = Files.createTempFile(to.getParent(), "copy", null);
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                Files.move(copy, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
