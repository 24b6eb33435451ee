package io.slackwater.domain.match;

/** The state of an opened update, as coarse as matching needs it. */
public enum OpenedPhase {
    /** It goes on. */
    OPEN,
    /** It ended and the VM may need the same change again: verified, not needed or withdrawn. */
    ENDED,
    /** A newer change took its place, and its VM was not touched. When that one is withdrawn, this one is needed as before. */
    SUPERSEDED,
    /** It failed or was rolled back: the same change is not tried again by itself. */
    FAILED
}
