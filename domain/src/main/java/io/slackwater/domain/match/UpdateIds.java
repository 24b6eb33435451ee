package io.slackwater.domain.match;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes the ids of updates. */
public final class UpdateIds {

    private static final int BYTES = 16;

    private UpdateIds() {}

    /** Returns the id of the update of a VM to a change that an event opens: the same for the same event, however often. */
    public static String of(String changeId, String vmId, String episode) {
        byte[] text = (changeId + '|' + vmId + '|' + episode).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(text), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
