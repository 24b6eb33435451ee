package io.slackwater.worker.watch.volumes;

import io.slackwater.worker.storage.search.QcowReferences;
import java.util.Optional;

/**
 * What the header of an image names.
 *
 * @param backing the backing file, as it stands there; empty where there is none
 * @param dataFile the external data file, as it stands there; empty where there is none
 * @param problem why it may name another file that nobody knows, in words that continue "It ..."; empty where all is known
 */
record ImageHeader(Optional<String> backing, Optional<String> dataFile, Optional<String> problem) {

    /** The header of an image that names no other file. */
    static final ImageHeader NAMES_NOTHING = new ImageHeader(Optional.empty(), Optional.empty(), Optional.empty());

    /** The header of an image that no listing has come to yet. */
    static final ImageHeader NOT_READ_YET = new ImageHeader(
            Optional.empty(), Optional.empty(), Optional.of("may name another file: its header was not read yet"));

    static ImageHeader of(byte[] beginning) {
        return QcowReferences.parse(beginning)
                .map(head -> new ImageHeader(
                        head.backing(),
                        head.dataFile(),
                        head.isWhole()
                                ? Optional.empty()
                                : Optional.of("names another file, which cannot be read from its header")))
                .orElse(NAMES_NOTHING);
    }

    static ImageHeader unread(String why) {
        return new ImageHeader(Optional.empty(), Optional.empty(), Optional.of("cannot be read: " + why));
    }
}
