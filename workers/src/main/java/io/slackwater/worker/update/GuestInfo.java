package io.slackwater.worker.update;

import java.util.Map;

/**
 * What a guest says of itself through its agent.
 *
 * @param osRelease by the field's name in os-release
 */
record GuestInfo(String kernelRelease, Map<String, String> osRelease) {

    GuestInfo {
        osRelease = Map.copyOf(osRelease);
    }
}
