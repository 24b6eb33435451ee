package io.slackwater.domain.storage.model;

/**
 * The bytes of an upload that are done, and their total. What is read back to check it counts as much as what is sent.
 *
 * @param movedBytes what was sent and read back until now
 * @param totalBytes what is to be sent and read back; 0 where nothing is known of an upload
 */
public record UploadProgress(long movedBytes, long totalBytes) {

    public static final UploadProgress NONE = new UploadProgress(0, 0);

    private static final int TENTHS = 10;

    /** Whether it is in another tenth of the whole than before, so that it is worth an event. */
    public boolean isAnotherTenth(UploadProgress before) {
        return before.totalBytes != totalBytes || before.tenth() != tenth();
    }

    private long tenth() {
        return totalBytes == 0 ? 0 : movedBytes / Math.max(1, totalBytes / TENTHS);
    }
}
