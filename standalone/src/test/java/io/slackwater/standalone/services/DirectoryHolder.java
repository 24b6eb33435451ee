package io.slackwater.standalone.services;

import java.nio.file.Files;
import java.nio.file.Path;

/** Another launcher for tests, in a process of its own: has a data directory until it is ended. */
final class DirectoryHolder {

    private DirectoryHolder() {}

    /** Arguments: the data directory, and a file that it makes when it has it. */
    public static void main(String[] arguments) throws Exception {
        DataDirectoryLock lock = DataDirectoryLock.take(Path.of(arguments[0]));
        Files.createFile(Path.of(arguments[1]));
        Thread.sleep(120_000);
        lock.close();
    }
}
