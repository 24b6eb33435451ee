package io.slackwater.debian.apt;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of {@code sources.list}, or a stanza of a {@code .sources} file.
 *
 * @param options such as {@code signed-by}, in lower case
 * @param origin the file, for messages
 */
record SourceEntry(
        List<URI> uris, List<String> suites, List<String> components, Map<String, String> options, String origin) {

    SourceEntry {
        uris = List.copyOf(uris);
        suites = List.copyOf(suites);
        components = List.copyOf(components);
        options = Map.copyOf(options);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }
}
