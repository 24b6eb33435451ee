package io.slackwater.domain.blocker;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why an update has not happened, or why a volume is kept or not staged, each with what ends it. The log has the same names. */
public enum BlockerCode {
    // Of updates and of storage.
    UNKNOWN(Scope.BOTH, "Do what the detail says, or ask whoever runs the newest version"),
    HOST_OBSERVE_ONLY(Scope.BOTH, "Declare the host ACTIVE once you want its VMs updated and its storage looked after"),
    HOST_MAINTENANCE(Scope.BOTH, "Declare the host ACTIVE when its maintenance is over"),
    HOST_UNREACHABLE(
            Scope.BOTH,
            "See that the host's libvirt is reached and its pools are active, or retire a host that is no more"),
    HOST_NOT_SYNCED(
            Scope.BOTH,
            "Wait until vm-inventory has read the host. If it never does, see its log, or retire a host that is "
                    + "no more"),
    VM_UNKNOWN(
            Scope.BOTH,
            "Mend what the detail names, or end what goes on changing the VM. Else see whether its host is "
                    + "watched and reached, and the dead-letter topics"),
    STORE_FULL(
            Scope.BOTH,
            "Free the bytes that the detail names, or make the store larger. It goes on by itself, and is not "
                    + "counted as a failure"),

    // Of updates.
    VM_RUNNING(Scope.UPDATE, "Shut it off, or wait until its owner does"),
    VM_PAUSED(Scope.UPDATE, "Resume it and shut it off"),
    VM_SUSPENDED(Scope.UPDATE, "Wake it and shut it off"),
    VM_MANAGED_SAVE(Scope.UPDATE, "Start it and shut it off, or remove its managed save (virsh managedsave-remove)"),
    VM_TRANSIENT(Scope.UPDATE, "Give it a persistent definition, or have whoever creates it use the new volumes"),
    VM_SNAPSHOT(Scope.UPDATE, "Delete its snapshots if nobody needs them"),
    VM_CHECKPOINT(Scope.UPDATE, "Delete its checkpoints when the backup that they are for is done"),
    VM_SETTLING(Scope.UPDATE, "Wait for the settle time of its policy"),
    VM_STOPPED_BY_MIGRATION(Scope.UPDATE, "Remove the definition here if the VM lives on elsewhere"),
    VM_STOPPED_BY_CRASH(Scope.UPDATE, "Find out why it crashed, start it, and shut it off cleanly"),
    VM_STOPPED_BY_FAILURE(Scope.UPDATE, "Find out why it stopped, start it, and shut it off cleanly"),
    DUPLICATE_UUID(Scope.UPDATE, "Undefine it on all hosts but one, or give the copy a UUID of its own"),
    MANAGED_BY(Scope.UPDATE, "Have its manager use the new volumes"),
    OS_DISK_NOT_DISPOSABLE(
            Scope.UPDATE, "Declare the disk disposable in the domain's metadata if nothing on it must be kept"),
    VOLUME_NOT_STAGED(Scope.UPDATE, "Wait for storage-reclaimer; if it never comes, see the store's space and its log"),
    BUDGET_EXHAUSTED(Scope.UPDATE, "Wait until others have ended, or allow more in its policy or the settings"),
    AWAITING_START(Scope.UPDATE, "Start the VM: its next start shows whether the update works"),
    AWAITING_STOP(Scope.UPDATE, "Stop the VM: then it is rolled back"),
    FAILED_BEFORE(Scope.UPDATE, "Find out why it failed, then: slackwater retry {vm} {change} --because WHY"),
    EXPECTATION_CHANGED(
            Scope.UPDATE, "Wait: it is looked at again. If it stays, somebody else changes the VM's definition"),
    FROZEN(Scope.UPDATE, "When the reason is gone: slackwater unfreeze --because WHY"),
    AWAITING_APPROVAL(Scope.UPDATE, "Approve it: slackwater rollout approve {change} --because WHY"),
    ROLLOUT_PAUSED(Scope.UPDATE, "When the reason is gone: slackwater rollout resume {change} --because WHY"),
    ROLLOUT_ABORTED(Scope.UPDATE, "Publish a newer change; an aborted rollout never goes on"),
    WAVE_NOT_OPEN(
            Scope.UPDATE,
            "Wait for the waves before, or have those of their VMs started that await a start: slackwater rollout "
                    + "show {change}"),
    WAVE_SOAKING(Scope.UPDATE, "Wait for the soak time of its policy"),
    OUTSIDE_WINDOW(Scope.UPDATE, "Wait for its window, or allow more in its policy"),
    WINDOW_USED(Scope.UPDATE, "Wait for the next window: a VM is touched once in each"),
    WINDOW_TOO_SHORT(Scope.UPDATE, "Wait for the next window, or make it longer in its policy"),
    AGENT_MISSING(Scope.UPDATE, "Give it a channel for the guest agent, or a policy that asks for none"),
    RESTART_REFUSED(
            Scope.UPDATE, "See why its guest does not shut down, or allow force in its policy; it is tried again"),
    RETURN_NOT_ALLOWED(
            Scope.UPDATE, "Set rollout.onWithdrawal to return in the policy that applies, or publish a newer change"),
    VM_MIGRATING(Scope.UPDATE, "Wait until it has migrated; it goes on by itself"),
    VM_JOB(Scope.UPDATE, "Wait until its backup, dump or save is done (virsh domjobinfo); it goes on by itself"),
    VM_BLOCK_JOB(Scope.UPDATE, "Wait for its block job, or end it (virsh blockjob); it goes on by itself"),
    HOST_REFUSED(
            Scope.UPDATE,
            "Mend on the host what the detail says. Slackwater tries again by itself. A roll-back is tried until "
                    + "it succeeds. Any other update fails after refusals-until-failed tries"),
    HOST_BUSY(
            Scope.UPDATE,
            "See what keeps the host's libvirt busy; it goes on by itself, and is not counted as a failure"),
    SLOT_NOT_REPLACEABLE(
            Scope.UPDATE,
            "Take out of the disk's definition what belongs to its old image, or leave the VM as it is: no other "
                    + "image can be put there"),

    // Of storage.
    UNSUPPORTED_POOL(Scope.STORAGE, "Keep the volume in a pool of type dir, fs or netfs, or delete it yourself"),
    ARTIFACT_UNAVAILABLE(Scope.STORAGE, "Make the artifact readable at its address"),
    ARTIFACT_DIGEST_MISMATCH(Scope.STORAGE, "Withdraw the change: its artifact is not what it announced"),
    UPDATES_OUTSTANDING(Scope.STORAGE, "Wait for the updates: slackwater blockers --change {subject}"),
    FAN_OUT_UNFINISHED(Scope.STORAGE, "Wait until all VMs are matched with the change; see that vm-inventory runs"),
    PINNED(Scope.STORAGE, "Wait for the rollout, or abort it"),
    GRACE_TIME(Scope.STORAGE, "Wait for the end that the detail names"),
    NOT_OWNED(
            Scope.STORAGE, "Nothing: it is not Slackwater's. Adopt it if it holds a portion version: slackwater adopt"),
    SHARED_STORE_UNCONFIRMED(
            Scope.STORAGE,
            "Say which hosts share the store: slackwater storage confirm {store} --hosts HOST,HOST --because WHY"),
    DRY_RUN(Scope.STORAGE, "Run storage-reclaimer without dry-run to have it deleted"),
    HELD(
            Scope.STORAGE,
            "When the hold's reason is gone: slackwater storage release {volume} --store {store} --name {subject} "
                    + "--because WHY"),
    VERSIONS_KEPT(Scope.STORAGE, "Wait for newer versions, or keep fewer (versions-kept)"),
    REFERENCE_UNCLEAR(
            Scope.STORAGE,
            "Make the directory of what the detail names a pool, name it by a plain path, mend or move the file, "
                    + "or take it out of use"),
    CONTENT_CHANGED(
            Scope.STORAGE,
            "Look what it is: it is not what was decided about any more. Put a hold on it if somebody needs it; "
                    + "delete it yourself if nobody does"),
    COMMAND_LATE(
            Scope.STORAGE,
            "Nothing, if it ends: the command is issued again. Else see that storage-reclaimer runs and that the "
                    + "store's files answer"),
    NAMED_BY_RULE(
            Scope.STORAGE,
            "If you know that it holds that and nobody needs it: slackwater adopt {store}/{volume} --holds "
                    + "{subject} --because WHY"),
    STORE_UNMARKED(
            Scope.STORAGE, "Declare a host that has the store ACTIVE, and it is marked; else as the detail says"),
    MARKER_AMBIGUOUS(
            Scope.STORAGE,
            "If a pool is a copy, first make its own marker in it: virsh vol-create-as POOL "
                    + "slackwater-store:HOST:POOL 512. Then delete the copied marker there. If both pools are one directory "
                    + "of one host, undefine one"),
    STORAGE_FROZEN(
            Scope.STORAGE, "Until somebody ends it nothing is deleted: slackwater storage unfreeze --because WHY"),
    DELETE_RATE(Scope.STORAGE, "Wait for its turn, or allow more (deletes-per-minute-per-store, deletes-per-minute)"),
    FIRST_DELETE(
            Scope.STORAGE,
            "See that what was deleted is missed by nobody (slackwater storage deleted --store {store}); once it "
                    + "is deleted, to go on at once: slackwater storage go-on {store} --because WHY"),
    CONSENT_MISSING(
            Scope.STORAGE,
            "If it may be deleted for good: slackwater storage consent {store}/{volume} --because WHY; for all "
                    + "such volumes of the store: slackwater storage consent {store} --because WHY; for all that a rule "
                    + "names: delete-without-artifact of the rule"),
    LOG_OLDER_THAN_STORE(
            Scope.STORAGE,
            "Bring back the newest log, or have only one cluster manage the store. If this log is to go on with "
                    + "it: slackwater storage accept-log {store} --because WHY"),

    // Of storage: something refers to the volume.
    USED_BY_VM(Scope.REFERENCE, "Wait for the VMs' updates, or see what holds them: slackwater explain vm {subject}"),
    USED_BY_SNAPSHOT(Scope.REFERENCE, "Delete the snapshots if nobody needs them"),
    USED_BY_SAVED_STATE(Scope.REFERENCE, "Start the VM and shut it off, or remove its managed save"),
    USED_BY_CHECKPOINT(Scope.REFERENCE, "Delete the checkpoint when the backup that it is for is done"),
    USED_BY_BACKING_CHAIN(
            Scope.REFERENCE,
            "If that is an overlay which an update put aside, wait for its verdict: it goes by itself. Else "
                    + "delete or rebase it, or undefine the pool, if nobody needs it so"),
    LAST_USED_BY_VANISHED_VM(
            Scope.REFERENCE,
            "If it does not come back: slackwater storage forget {subject} --store {store} --because WHY");

    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private final Scope scope;
    private final String remedy;

    BlockerCode(Scope scope, String remedy) {
        this.scope = scope;
        this.remedy = remedy;
    }

    private enum Scope {
        BOTH,
        UPDATE,
        STORAGE,
        REFERENCE
    }

    /** Whether an update can be blocked by it. */
    public boolean blocksUpdates() {
        return scope == Scope.BOTH || scope == Scope.UPDATE;
    }

    /** Whether it can keep a volume, or keep it from being staged. */
    public boolean blocksStorage() {
        return scope != Scope.UPDATE;
    }

    /** Whether it says that something refers to a volume, rather than that somebody could not be asked. */
    public boolean isReference() {
        return scope == Scope.REFERENCE;
    }

    /**
     * Returns what ends it. A command in it is complete but for the reason.
     *
     * @param names what stands in it in braces, such as {@code vm}, {@code change}, {@code store}, {@code volume} and {@code subject}; each
     *     value is quoted as a shell wants it
     */
    public String remedy(Map<String, String> names) {
        return NAME.matcher(remedy).replaceAll(name -> {
            String value = names.get(name.group(1));
            return Matcher.quoteReplacement(value == null ? name.group() : quoted(value));
        });
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
