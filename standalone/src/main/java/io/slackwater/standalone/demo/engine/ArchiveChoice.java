package io.slackwater.standalone.demo.engine;

import java.net.URI;

/**
 * A Debian archive other than the machine's own.
 *
 * @param uri the archive's root
 * @param suite such as {@code bookworm}
 */
public record ArchiveChoice(URI uri, String suite) {}
