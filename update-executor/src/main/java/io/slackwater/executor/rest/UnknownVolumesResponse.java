package io.slackwater.executor.rest;

import io.slackwater.domain.rollout.VmsOnUnknownVolumes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a rollout stays open though no update of it is: VMs run from volumes that the log does not know.
 *
 * @param code the name of the cause
 * @param vms how many VMs run from such a volume
 * @param volumes the volumes of the first of them
 * @param remedy what ends it
 */
public record UnknownVolumesResponse(String code, long vms, List<VolumeResponse> volumes, String remedy) {

    private static final String CODE = "VOLUME_NOT_IN_LOG";
    private static final String REMEDY = "Restore the newest log; or publish the change again that brought the volume,"
            + " then adopt the volume: slackwater adopt STORE/VOLUME --because WHY";

    public UnknownVolumesResponse {
        volumes = List.copyOf(volumes);
    }

    /**
     * A volume that the log does not know.
     *
     * @param vms the ids of VMs that run from it
     */
    public record VolumeResponse(String store, String volume, List<String> vms) {

        public VolumeResponse {
            vms = List.copyOf(vms);
        }
    }

    /** Returns null where every volume is known. */
    static @Nullable UnknownVolumesResponse of(VmsOnUnknownVolumes unknown) {
        if (unknown.vms() == 0) {
            return null;
        }
        Map<List<String>, List<String>> vms = new LinkedHashMap<>();
        unknown.first().forEach(use -> vms.computeIfAbsent(
                        List.of(use.volume().store(), use.volume().name()), first -> new ArrayList<>())
                .add(use.vmId()));
        return new UnknownVolumesResponse(
                CODE,
                unknown.vms(),
                vms.entrySet().stream()
                        .map(entry -> new VolumeResponse(
                                entry.getKey().get(0), entry.getKey().get(1), entry.getValue()))
                        .toList(),
                REMEDY);
    }
}
