package io.slackwater.hypervisor.xml;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a domain's definition says to and about Slackwater, in its metadata element of namespace {@link #NAMESPACE}.
 *
 * @param labels the owner's labels by name
 * @param disposableDisks the targets of the disks that may be replaced by fresh overlays ({@code vda})
 * @param update the update that last redefined the domain; empty where none has
 */
public record SlackwaterMetadata(Map<String, String> labels, Set<String> disposableDisks, Optional<UpdateMark> update) {

    /** The XML namespace of Slackwater's element in a domain's metadata. */
    public static final String NAMESPACE = "urn:slackwater:domain:1";

    /** The metadata of a domain that says nothing to Slackwater. */
    public static final SlackwaterMetadata NONE = new SlackwaterMetadata(Map.of(), Set.of(), Optional.empty());

    public SlackwaterMetadata {
        labels = Map.copyOf(labels);
        disposableDisks = Set.copyOf(disposableDisks);
    }

    /**
     * The mark that an update leaves in the definition that it wrote.
     *
     * @param id the update's id
     * @param attempt the attempt that wrote it, from 1
     */
    public record UpdateMark(String id, int attempt) {}
}
