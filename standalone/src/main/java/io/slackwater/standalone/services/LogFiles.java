package io.slackwater.standalone.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * Bounds the logs of the children: each child keeps at most five files of 10 MiB. A child writes and rotates its log itself; what its JVM
 * prints is in a file of its own, which begins anew with each run.
 */
final class LogFiles {

    private static final int FILES = 5;
    private static final long FILE_BYTES = 10 * 1024 * 1024;

    private final Path directory;

    /** Keeps logs in a directory. */
    LogFiles(Path directory) {
        this.directory = directory;
    }

    /** Returns the newest file of a service's log; older ones end in {@code .1} to {@code .4}. */
    Path ofService(Service service) {
        return directory.resolve(service.module() + ".log");
    }

    /** Returns the newest file of the broker's log; older ones end in {@code .1} to {@code .4}. */
    Path ofBroker() {
        return directory.resolve("broker.log.0");
    }

    /** Returns the file for what a child's JVM prints, such as that its heap is full. */
    Path outputOf(String child) {
        return directory.resolve(child + ".out");
    }

    /** Returns the option that has a JVM say there, in a file for each crash, why native code ended it. */
    String crashReportOption() {
        // A percent sign of the path begins a placeholder unless it is doubled.
        return "-XX:ErrorFile=" + directory.toString().replace("%", "%%") + "/hs_err_pid%p.log";
    }

    /** Returns what has a service write its log to a file. */
    Map<String, String> serviceSettings(Service service) {
        return Map.of(
                "quarkus.log.console.enabled", "false",
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.json.enabled", "true",
                "quarkus.log.file.path", ofService(service).toString(),
                "quarkus.log.file.rotation.max-file-size", String.valueOf(FILE_BYTES),
                "quarkus.log.file.rotation.max-backup-index", String.valueOf(FILES - 1),
                // A service that starts again and again would rotate away why.
                "quarkus.log.file.rotation.rotate-on-boot", "false");
    }

    /** Writes the file for {@code java.util.logging.config.file} that has the broker write its log to a file. */
    Path writeBrokerSettings() {
        Properties settings = new Properties();
        String handler = "java.util.logging.FileHandler";
        settings.setProperty("handlers", handler);
        settings.setProperty(".level", "INFO");
        // A percent sign of the path begins a placeholder unless it is doubled.
        settings.setProperty(handler + ".pattern", directory.toString().replace("%", "%%") + "/broker.log.%g");
        settings.setProperty(handler + ".limit", String.valueOf(FILE_BYTES));
        settings.setProperty(handler + ".count", String.valueOf(FILES));
        settings.setProperty(handler + ".append", "true");
        settings.setProperty(handler + ".formatter", "java.util.logging.SimpleFormatter");
        Path file = directory.resolve("broker-logging.properties");
        try {
            Files.createDirectories(directory);
            try (Writer writer = Files.newBufferedWriter(file)) {
                settings.store(writer, "Written by the launcher at each start");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot write " + file, failed);
        }
        return file;
    }
}
