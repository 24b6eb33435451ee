package io.slackwater.planning.rehearsal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Notes what happens to the VMs. */
final class RehearsalRecorder {

    private final Map<String, Instant> modifiableAt = new HashMap<>();
    private final Map<String, ActualResult.Granted> granted = new HashMap<>();
    private final Map<String, Instant> verifiedAt = new HashMap<>();

    void modifiable(String vmId, Instant at) {
        modifiableAt.putIfAbsent(vmId, at);
    }

    void granted(String vmId, ActualResult.Granted grant) {
        granted.put(vmId, grant);
    }

    void verified(String vmId, Instant at) {
        verifiedAt.put(vmId, at);
    }

    ActualResult closed(Instant at) {
        return new ActualResult(modifiableAt, granted, verifiedAt, at);
    }
}
