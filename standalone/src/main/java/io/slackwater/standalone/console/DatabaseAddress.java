package io.slackwater.standalone.console;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a console has its tables.
 *
 * @param url the JDBC address
 * @param password the password of the user {@code postgres}; empty where user and password are in the environment
 */
record DatabaseAddress(String url, Optional<String> password) {

    private static final String PREFIX = "slackwater.console.database-";

    /**
     * Writes it to a file that only the user of this process may read: what stands in a command everybody sees.
     *
     * @return the file
     */
    Path write(Path directory) throws IOException {
        Properties entries = new Properties();
        entries.setProperty(PREFIX + "url", url);
        password.ifPresent(secret -> {
            entries.setProperty(PREFIX + "user", "postgres");
            entries.setProperty(PREFIX + "password", secret);
        });
        StringWriter text = new StringWriter();
        entries.store(text, "Written by the launcher at each start");
        Path file = directory.resolve("console.properties");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text.toString());
    }
}
