package io.slackwater.planning.plan;

import io.slackwater.domain.portion.PortionKind;

/**
 * What changes in one slot of a VM's definition.
 *
 * @param slot {@code kernel}, {@code initrd}, {@code loader}, or a disk's target such as {@code vda}
 * @param from the path that the slot has
 * @param to the path that it will have
 */
public record SlotChange(
        String slot, PortionKind kind, String portion, String fromVersion, String toVersion, String from, String to) {

    /** Returns the element of the definition that names a path in this slot. */
    public String element(String path) {
        return kind.swapsDisk() ? "<source file='" + path + "'/>" : "<" + slot + ">" + path + "</" + slot + ">";
    }
}
