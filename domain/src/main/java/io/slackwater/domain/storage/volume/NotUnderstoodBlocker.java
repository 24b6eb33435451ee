package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import java.time.Instant;

/**
 * Makes blockers from rows and decisions that this version does not understand. It is not taken for absent: it keeps
 * whatever is in its store.
 */
public final class NotUnderstoodBlocker {

    /** The name of the hold as which a decision of an unknown type is shown, and by which a person releases it. */
    public static final String HOLD = "not-understood";

    private static final String ROW = "not-understood row ";
    private static final int LONGEST_KEY = 500;

    private NotUnderstoodBlocker() {}

    /**
     * Returns a row of the state topic as what keeps all of its store.
     *
     * @param key the row's key, its parts with blanks between them
     * @param since when the row was published
     */
    public static Blocker row(String key, String cause, Instant since) {
        String named = key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) + "..." : key;
        return new Blocker(
                BlockerCode.REFERENCE_UNCLEAR,
                ROW + named,
                since,
                "The row %s of slackwater.storage-state is not understood by this version, so that nothing is deleted from its store: %s"
                        .formatted(named, cause));
    }

    /** Returns a decision of an unknown type as what keeps all of its store. */
    public static Blocker decision(String actor, Instant since) {
        return new Blocker(
                BlockerCode.HELD,
                HOLD,
                since,
                "%s decided something about the store that this version does not know, which may keep it"
                        .formatted(actor));
    }

    /** Whether it is a row that was not understood. */
    public static boolean isRow(Blocker blocker) {
        return blocker.code() == BlockerCode.REFERENCE_UNCLEAR
                && blocker.subject().startsWith(ROW);
    }

    /** Whether it is a decision of an unknown type. */
    public static boolean isDecision(Blocker blocker) {
        return blocker.code() == BlockerCode.HELD && blocker.subject().equals(HOLD);
    }
}
