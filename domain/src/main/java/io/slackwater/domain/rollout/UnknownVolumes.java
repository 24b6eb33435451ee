package io.slackwater.domain.rollout;

import io.slackwater.domain.volume.VolumeRef;
import java.util.Collection;
import java.util.List;

/**
 * The VMs that may need a change, but run from volumes that the log does not know: nobody can tell what they need. Such a volume is named
 * like a staged one of a portion that the change brings.
 *
 * @param vms how many there are
 * @param first the volumes of the first of them, in the order of their ids
 */
public record UnknownVolumes(long vms, List<Use> first) {

    public static final UnknownVolumes NONE = new UnknownVolumes(0, List.of());

    public UnknownVolumes {
        first = List.copyOf(first);
    }

    /** A VM runs from a volume. */
    public record Use(String vmId, VolumeRef volume) {}

    static UnknownVolumes sum(Collection<UnknownVolumes> parts) {
        return new UnknownVolumes(
                parts.stream().mapToLong(UnknownVolumes::vms).sum(),
                parts.stream().flatMap(part -> part.first().stream()).toList());
    }
}
