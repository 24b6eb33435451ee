package io.slackwater.domain.update;

import io.slackwater.domain.policy.execution.GuestCommand;
import io.slackwater.domain.policy.execution.RestartRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A command to an update worker about one VM of one host.
 *
 * @param replacements what of the VM is replaced by what; the worker refuses where a slot refers to something else
 * @param lifetime for how long after its receipt the effect may begin
 * @param permissions how far the worker may go
 * @param verification VERIFY: by what it is judged; without meaning otherwise
 */
public record Command(
        String commandId,
        CommandType type,
        UpdateMark update,
        UUID vmId,
        String hostId,
        String hostUri,
        List<Replacement> replacements,
        Duration lifetime,
        Permissions permissions,
        VerificationCriteria verification) {

    public Command {
        replacements = List.copyOf(replacements);
    }

    /** Returns the same command, with a lifetime that is no longer than that. */
    public Command within(Duration most) {
        return lifetime.compareTo(most) <= 0
                ? this
                : new Command(
                        commandId, type, update, vmId, hostId, hostUri, replacements, most, permissions, verification);
    }

    /** The mark that a define leaves in the domain's metadata. */
    public record UpdateMark(String updateId, int attempt) {}

    /**
     * How far a worker may go.
     *
     * @param beginBy until when the effect may be begun, by the worker's clock; after that only what was begun is finished, and no VM is
     *     stopped. Empty for ever
     * @param mayRun whether the definition of a VM that runs may be changed
     * @param startWhenOff whether a VM that is rolled back is started where it is found off, since it ran before
     * @param restart how to restart a VM that runs something else than its definition says then; empty where it is not to be
     */
    public record Permissions(
            Optional<Instant> beginBy, boolean mayRun, boolean startWhenOff, Optional<RestartRules> restart) {

        /** Only a VM that is off is changed. */
        public static final Permissions OFF_ONLY = new Permissions(Optional.empty(), false, false, Optional.empty());
    }

    /**
     * By what a start is judged.
     *
     * @param stayUp how long the VM must stay up
     * @param agentTimeout how long the guest agent has to answer
     * @param expected what the guest is to show
     */
    public record VerificationCriteria(Duration stayUp, Duration agentTimeout, ExpectedGuestReport expected) {}

    /**
     * What a guest is to show through its agent.
     *
     * @param kernelRelease what it is to report; empty where nothing is expected
     * @param osRelease by field of os-release: what it is to report
     * @param command what it is to run; empty where nothing
     */
    public record ExpectedGuestReport(
            Optional<String> kernelRelease, Map<String, String> osRelease, Optional<GuestCommand> command) {

        /** Nothing is asked of the guest. */
        public static final ExpectedGuestReport NOTHING =
                new ExpectedGuestReport(Optional.empty(), Map.of(), Optional.empty());

        public ExpectedGuestReport {
            osRelease = Map.copyOf(osRelease);
        }

        /** Whether an agent that does not answer speaks against the guest. */
        public boolean isExpected() {
            return kernelRelease.isPresent() || !osRelease.isEmpty() || command.isPresent();
        }
    }
}
