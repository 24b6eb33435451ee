package io.slackwater.console.table;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The last parts of file names, by which a name that nobody can tell is compared with images. */
final class NamedFiles {

    /** No file system has longer names, and no index takes them. */
    private static final int MOST_CHARACTERS = 255;

    private NamedFiles() {}

    /**
     * Returns the last part of a name. Of a name that is no plain path, such as {@code json:{...}} or {@code nbd://host/file}, every part
     * is returned: any of them may be the file.
     *
     * @param name as an image's header, a pool or a VM has it; empty where it has none
     * @return no part is empty or longer than 255 characters
     */
    static List<String> of(String name) {
        Stream<String> last = Stream.of(name.substring(name.lastIndexOf('/') + 1));
        Stream<String> parts = name.contains(":") ? Arrays.stream(name.split("[/:\"?,=&{}]")) : Stream.empty();
        return Stream.concat(last, parts)
                .filter(part -> !part.isEmpty() && part.length() <= MOST_CHARACTERS)
                .distinct()
                .toList();
    }
}
