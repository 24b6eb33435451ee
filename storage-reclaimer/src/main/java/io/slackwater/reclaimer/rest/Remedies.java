package io.slackwater.reclaimer.rest;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.store.StoreMachine;
import io.slackwater.domain.storage.volume.NotUnderstoodBlocker;
import io.slackwater.domain.volume.VolumeRef;
import java.util.Map;

/** What ends each reason for which storage is kept, or not staged, where the code alone does not say it. */
final class Remedies {

    private static final String UPGRADE =
            "Upgrade storage-reclaimer to the version that wrote it, and rebuild its state; or, if it keeps nothing that"
                    + " you need";

    private Remedies() {}

    /** Returns what to do about a reason for which a volume is kept; a command in it is complete but for why it is given. */
    static String of(Blocker blocker, VolumeRef volume) {
        Map<String, String> names =
                Map.of("subject", blocker.subject(), "store", volume.store(), "volume", volume.name());
        String remedy = blocker.code().remedy(names);
        if (NotUnderstoodBlocker.isRow(blocker)) {
            return UPGRADE + ", write its key without a value to its partition of slackwater.storage-state";
        }
        if (NotUnderstoodBlocker.isDecision(blocker)) {
            return UPGRADE + " in the whole store: " + remedy.substring(remedy.indexOf("slackwater storage release"));
        }
        if (blocker.code() == BlockerCode.NOT_OWNED && blocker.detail().endsWith(StoreMachine.UNKNOWN_RULE)) {
            return "If the rule is meant, set slackwater.inventory.adoption.* for storage-reclaimer as for vm-inventory,"
                    + " and start it anew; then restart vm-inventory";
        }
        return blocker.code() == BlockerCode.HOST_NOT_SYNCED
                ? remedy + ". " + BlockerCode.SHARED_STORE_UNCONFIRMED.remedy(names)
                : remedy;
    }
}
