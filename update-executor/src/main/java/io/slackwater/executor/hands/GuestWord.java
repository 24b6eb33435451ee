package io.slackwater.executor.hands;

import java.util.Map;

/**
 * What a guest says of itself through its agent.
 *
 * @param osRelease by the field's name in os-release
 */
record GuestWord(String kernelRelease, Map<String, String> osRelease) {

    GuestWord {
        osRelease = Map.copyOf(osRelease);
    }
}
