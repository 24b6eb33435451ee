package io.slackwater.worker.watch.observe;

import io.slackwater.schemas.HostVmDigest;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmStateEvent;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One observation of a VM, ready to publish.
 *
 * @param digest what was seen, without its times and without the count of starts, which begins anew with a watch; not yet with the
 *     times at which it was told
 */
public record VmObservation(VmEvent inventory, VmStateEvent state, HostVmDigest digest) {

    /**
     * Makes a reading of events that have neither time nor count yet.
     *
     * @param starts how often the watcher has seen the VM start
     */
    static VmObservation of(VmEvent inventory, VmStateEvent state, long starts, Instant seenAt) {
        HostVmDigest digest = ObservationDigests.of(inventory, state);
        set(state, "startedAs", starts);
        set(inventory, "occurredAt", seenAt);
        set(state, "occurredAt", seenAt);
        return new VmObservation(inventory, state, digest);
    }

    /** Returns the VM's UUID, lower case. */
    public String vmId() {
        return inventory.getVmId();
    }

    private static void set(SpecificRecordBase event, String field, Object value) {
        event.put(event.getSchema().getField(field).pos(), value);
    }
}
