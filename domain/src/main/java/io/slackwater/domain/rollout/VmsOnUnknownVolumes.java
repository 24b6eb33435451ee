package io.slackwater.domain.rollout;

import io.slackwater.domain.volume.VolumeRef;
import java.util.Collection;
import java.util.List;

/**
 * The VMs that run from volumes missing from the log, so that what they need cannot be told. Such a volume is named like a
 * staged one of a portion that the change brings.
 *
 * @param vms how many there are
 * @param first the volumes of the first of them, in the order of their ids
 */
public record VmsOnUnknownVolumes(long vms, List<Use> first) {

    public static final VmsOnUnknownVolumes NONE = new VmsOnUnknownVolumes(0, List.of());

    public VmsOnUnknownVolumes {
        first = List.copyOf(first);
    }

    /** A VM runs from a volume. */
    public record Use(String vmId, VolumeRef volume) {}

    static VmsOnUnknownVolumes sum(Collection<VmsOnUnknownVolumes> parts) {
        return new VmsOnUnknownVolumes(
                parts.stream().mapToLong(VmsOnUnknownVolumes::vms).sum(),
                parts.stream().flatMap(part -> part.first().stream()).toList());
    }
}
