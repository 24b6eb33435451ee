package io.slackwater.reclaimer.rest;

import io.slackwater.reclaimer.store.StoreMachine;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.NotUnderstood;
import io.slackwater.reclaimer.volume.VolumeRef;
import java.util.regex.Pattern;

/** What ends each reason for which storage is kept, or not staged. */
final class Remedies {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private Remedies() {}

    /** Returns what to do about a reason for which a volume is kept; a command in it is complete but for why it is given. */
    static String of(Blocker blocker, VolumeRef volume) {
        String subject = quoted(blocker.subject());
        String store = quoted(volume.store());
        if (NotUnderstood.isRow(blocker)) {
            return "Upgrade storage-reclaimer to the version that wrote it, and rebuild its state; or, if it keeps nothing that"
                    + " you need, write its key without a value to its partition of slackwater.storage-state";
        }
        if (NotUnderstood.isDecision(blocker)) {
            return "Upgrade storage-reclaimer to the version that wrote it, and rebuild its state; or, if it keeps nothing that"
                    + " you need in the whole store: " + release(volume, subject);
        }
        return switch (blocker.code()) {
            case UNKNOWN -> "Do what the detail says, or ask whoever runs the newest version";
            case HOST_OBSERVE_ONLY -> "Declare the host ACTIVE once you want its storage looked after";
            case HOST_MAINTENANCE -> "Declare the host ACTIVE when its maintenance is over";
            case HOST_UNREACHABLE -> "Mend the host's connection or start its pool; retire a host that is no more";
            case HOST_NOT_SYNCED ->
                "Wait until vm-inventory has read the host; retire a host that is no more, or say which hosts share the store:"
                        + " slackwater storage confirm " + store + " --hosts HOST,HOST --because WHY";
            case VM_UNKNOWN ->
                "Mend what the detail names, or end what goes on changing the VM; else see the dead-letter topics for"
                        + " what of the VM could not be read";
            case UNSUPPORTED_POOL -> "Keep the volume in a pool of type dir, fs or netfs, or delete it yourself";
            case STORE_FULL -> "Free the bytes that the detail names, or enlarge the store";
            case ARTIFACT_UNAVAILABLE -> "Make the artifact readable at its address";
            case ARTIFACT_DIGEST_MISMATCH -> "Withdraw the change: its artifact is not what it announced";
            case UPDATES_OUTSTANDING -> "Wait for the updates: slackwater blockers --change " + subject;
            case FAN_OUT_UNFINISHED -> "Wait until all VMs are matched with the change; see that vm-inventory runs";
            case USED_BY_VM -> "Wait for the VMs' updates, or see what holds them: slackwater explain vm " + subject;
            case USED_BY_SNAPSHOT -> "Delete the snapshots if nobody needs them";
            case USED_BY_CHECKPOINT -> "Delete the checkpoint when the backup that it is for is done";
            case REFERENCE_UNCLEAR ->
                "Make the directory of what the detail names a pool, name it by a plain path, mend or move the file, or"
                        + " take it out of use";
            case USED_BY_SAVED_STATE -> "Start the VM and shut it off, or remove its managed save";
            case USED_BY_BACKING_CHAIN ->
                "If that is an overlay which an update put aside, wait for its verdict: it goes by itself. Else delete"
                        + " or rebase it, or undefine the pool, if nobody needs it so";
            case PINNED -> "Wait for the rollout, or abort it";
            case GRACE_TIME -> "Wait for the end that the detail names";
            case NOT_OWNED ->
                blocker.detail().endsWith(StoreMachine.UNKNOWN_RULE)
                        ? "If the rule is meant, set slackwater.inventory.adoption.* for storage-reclaimer as for vm-inventory,"
                                + " and start it anew; then restart vm-inventory"
                        : "Nothing: it is not Slackwater's. Adopt it if it holds a portion version: slackwater adopt";
            case NAMED_BY_RULE ->
                "If you know that it holds that and nobody needs it: slackwater adopt " + store + "/"
                        + quoted(volume.name()) + " --holds " + subject + " --because WHY";
            case SHARED_STORE_UNCONFIRMED ->
                "Say which hosts share the store: slackwater storage confirm " + store
                        + " --hosts HOST,HOST --because WHY";
            case LAST_USED_BY_VANISHED_VM ->
                "If it does not come back: slackwater storage forget " + subject + " --store " + store
                        + " --because WHY";
            case DRY_RUN -> "Run storage-reclaimer without dry-run to have it deleted";
            case HELD -> "When the hold's reason is gone: " + release(volume, subject);
            case CONTENT_CHANGED ->
                "Look what it is: it is not what was decided about any more. Put a hold on it if somebody needs it;"
                        + " delete it yourself if nobody does";
            case COMMAND_LATE ->
                "Nothing, if it ends: the command is issued again. Else see that storage-reclaimer runs and that the"
                        + " store's files answer";
            case STORE_UNMARKED ->
                "Declare a host that has the store ACTIVE, and it is marked; else as the detail says";
            case MARKER_AMBIGUOUS ->
                "If a pool is a copy, first make its own marker in it: virsh vol-create-as POOL slackwater-store:HOST:POOL 512."
                        + " Then delete the copied marker there. If both pools are one directory of one host, undefine one";
            case STORAGE_FROZEN ->
                "Until somebody ends it nothing is deleted: slackwater storage unfreeze --because WHY";
            case DELETE_RATE -> "Wait for its turn, or allow more (deletes-per-minute-per-store, deletes-per-minute)";
            case FIRST_DELETE ->
                "See that what was deleted is missed by nobody (slackwater storage deleted --store " + store
                        + "); once it is deleted, to go on at once: slackwater storage go-on " + store
                        + " --because WHY";
            case CONSENT_MISSING ->
                "If it may be deleted for good: slackwater storage consent " + store + "/" + quoted(volume.name())
                        + " --because WHY; for all such volumes of the store: slackwater storage consent " + store
                        + " --because WHY; for all that a rule names: delete-without-artifact of the rule";
            case LOG_OLDER_THAN_STORE ->
                "Bring back the newest log, or have only one cluster manage the store. If this log is to go on with it:"
                        + " slackwater storage accept-log " + store + " --because WHY";
            case VERSIONS_KEPT -> "Wait for newer versions, or keep fewer (versions-kept)";
        };
    }

    private static String release(VolumeRef volume, String hold) {
        return "slackwater storage release " + quoted(volume.name()) + " --store " + quoted(volume.store()) + " --name "
                + hold + " --because WHY";
    }

    /** Returns a word as a shell takes it for one. */
    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
