package io.slackwater.standalone.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out who listens on a port, by what Linux tells of it. Of another user's processes only that they are there is told. */
public final class PortUser {

    private static final List<Path> SOCKETS = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String LISTENS = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int HEX = 16;

    private PortUser() {}

    /** Returns in words who listens on the port; empty where nobody does, or the machine does not tell. */
    public static Optional<String> of(int port) {
        Set<String> sockets = sockets(port);
        return sockets.isEmpty() ? Optional.empty() : Optional.of(inWords(sockets));
    }

    /** Returns in words who listens on the port instead of {@code owner}; empty where that one does, or as above. */
    static Optional<String> otherThan(ProcessHandle owner, int port) {
        Set<String> sockets = sockets(port);
        return sockets.isEmpty() || hasOneOf(sockets, owner) ? Optional.empty() : Optional.of(inWords(sockets));
    }

    private static String inWords(Set<String> sockets) {
        return ProcessHandle.allProcesses()
                .filter(process -> hasOneOf(sockets, process))
                .findFirst()
                .map(PortUser::inWords)
                .orElse("a process of another user");
    }

    private static String inWords(ProcessHandle process) {
        return "process " + process.pid()
                + process.info()
                        .commandLine()
                        .map(line -> " (" + LogLine.shortened(line) + ")")
                        .orElse("");
    }

    private static Set<String> sockets(int port) {
        Set<String> sockets = new HashSet<>();
        for (Path table : SOCKETS) {
            try {
                Files.readAllLines(table).forEach(line -> inode(line, port).ifPresent(sockets::add));
            } catch (IOException notThere) {
                // A machine without this table does not tell.
            }
        }
        return sockets;
    }

    private static Optional<String> inode(String line, int port) {
        String[] columns = line.strip().split("\\s+", -1);
        return columns.length > INODE && columns[STATE].equals(LISTENS) && port(columns[LOCAL_ADDRESS]) == port
                ? Optional.of("socket:[" + columns[INODE] + "]")
                : Optional.empty();
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), HEX);
    }

    private static boolean hasOneOf(Set<String> sockets, ProcessHandle process) {
        Path open = Path.of("/proc", String.valueOf(process.pid()), "fd");
        try (Stream<Path> files = Files.list(open)) {
            return files.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException | UncheckedIOException notReadable) {
            return false;
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
