package io.slackwater.inventory.hosts.rest;

import io.slackwater.inventory.hosts.Host;
import io.slackwater.inventory.hosts.HostDeclaration;
import io.slackwater.inventory.hosts.HostMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A host as it is shown.
 *
 * @param since since when it is in this state; null for what was declared just now
 * @param reason why it is not reachable or not watched, what is not known of it, or why it was retired; null otherwise
 */
public record HostDocument(
        String hostId,
        String uri,
        List<String> furtherUris,
        HostMode mode,
        Map<String, String> labels,
        Host.State state,
        @Nullable Instant since,
        @Nullable String reason) {

    static HostDocument of(Host host) {
        HostDeclaration declared = host.declaration();
        return new HostDocument(
                declared.hostId(),
                declared.uri(),
                declared.furtherUris(),
                declared.mode(),
                new TreeMap<>(declared.labels()),
                host.state(),
                host.since(),
                host.reason().orElse(null));
    }

    static HostDocument of(HostDeclaration declared) {
        return new HostDocument(
                declared.hostId(),
                declared.uri(),
                declared.furtherUris(),
                declared.mode(),
                new TreeMap<>(declared.labels()),
                Host.State.DECLARED,
                null,
                null);
    }
}
