package io.slackwater.standalone.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the console's own PostgreSQL server keeps on disk. Whoever has the superuser's password can run programs as the server's user, so
 * only that user may read it.
 */
final class PostgresDirectory {

    private static final int PASSWORD_BYTES = 24;

    private final Path directory;

    /** Those of one console. */
    PostgresDirectory(Path directory) {
        this.directory = directory;
    }

    Path data() {
        return directory.resolve("postgres");
    }

    Path programs() {
        return directory.resolve("postgres-programs");
    }

    /** Returns the password of the superuser {@code postgres}; made when it is first asked for. */
    String password() throws IOException {
        Path file = directory.resolve("postgres-password");
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random));
        } catch (FileAlreadyExistsException known) {
            // The server has it already.
        }
        return Files.readString(file).strip();
    }

    /** Whether the server was set up to its end. */
    boolean isReady() {
        return Files.exists(readyFile());
    }

    /** Notes that it was. */
    void noteReady() throws IOException {
        Files.writeString(readyFile(), "The server was set up to its end\n");
    }

    /** Deletes what a first start left that was cut off. Nothing in it is needed: everything is folded from the log. */
    void deleteUnfinished() throws IOException {
        if (isReady() || !Files.exists(data())) {
            return;
        }
        try (Stream<Path> files = Files.walk(data())) {
            List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : innermostFirst) {
                Files.delete(file);
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** Has the server ask each client for the password. */
    void requirePassword() throws IOException {
        Files.writeString(data().resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    }

    private Path readyFile() {
        return directory.resolve("postgres-ready");
    }
}
