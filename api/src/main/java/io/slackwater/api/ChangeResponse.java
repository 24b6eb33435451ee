package io.slackwater.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of an operating system.
 *
 * @param severity LOW, MEDIUM, HIGH, CRITICAL or UNKNOWN
 * @param advisories ids of security advisories, such as CVE numbers
 * @param source who published it
 * @param availableAt when it became available; null where the log has its withdrawal only
 * @param withdrawnAt when it was withdrawn; null where it stands
 * @param publishedAt the earlier of both
 */
public record ChangeResponse(
        String id,
        String operatingSystem,
        String severity,
        List<String> advisories,
        String source,
        List<PortionVersionInfo> portions,
        @Nullable Instant availableAt,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawalReason,
        Instant publishedAt) {}
