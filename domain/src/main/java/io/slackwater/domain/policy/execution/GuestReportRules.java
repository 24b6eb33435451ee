package io.slackwater.domain.policy.execution;

import java.util.Map;

/**
 * What a guest must report of itself through its agent.
 *
 * @param kernelRelease whether it must report the kernel release that the change says, where the change says one
 * @param osRelease by field of os-release, such as {@code VERSION_ID}: the value that it must report
 */
public record GuestReportRules(boolean kernelRelease, Map<String, String> osRelease) {

    public GuestReportRules {
        osRelease = Map.copyOf(osRelease);
    }
}
