package io.slackwater.planning.rehearsal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Notes what happens to the VMs. */
final class Diary {

    private final Map<String, Instant> modifiableAt = new HashMap<>();
    private final Map<String, Happened.Granted> granted = new HashMap<>();
    private final Map<String, Instant> verifiedAt = new HashMap<>();

    void modifiable(String vmId, Instant at) {
        modifiableAt.putIfAbsent(vmId, at);
    }

    void granted(String vmId, Happened.Granted grant) {
        granted.put(vmId, grant);
    }

    void verified(String vmId, Instant at) {
        verifiedAt.put(vmId, at);
    }

    Happened closed(Instant at) {
        return new Happened(modifiableAt, granted, verifiedAt, at);
    }
}
