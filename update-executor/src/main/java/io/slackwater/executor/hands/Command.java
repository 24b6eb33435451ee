package io.slackwater.executor.hands;

import io.slackwater.executor.update.CommandType;
import io.slackwater.executor.update.Replacement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a hand is to do with one VM of one host.
 *
 * @param expectation what of the VM is replaced by what; the hand refuses where a slot refers to something else
 * @param lifetime for how long after its receipt the effect may begin
 * @param judgement VERIFY: by what it is judged; without meaning otherwise
 */
public record Command(
        String commandId,
        CommandType type,
        UpdateMark update,
        UUID vmId,
        String hostId,
        String hostUri,
        List<Replacement> expectation,
        Duration lifetime,
        Judgement judgement) {

    public Command {
        expectation = List.copyOf(expectation);
    }

    /** Returns the same command, with a lifetime that is no longer than that. */
    public Command within(Duration most) {
        return lifetime.compareTo(most) <= 0
                ? this
                : new Command(commandId, type, update, vmId, hostId, hostUri, expectation, most, judgement);
    }

    /** The mark that a define leaves in the domain's metadata. */
    public record UpdateMark(String updateId, int attempt) {}

    /**
     * By what a start is judged.
     *
     * @param stayUp how long the VM must stay up
     * @param agentTimeout how long the guest agent has to answer
     * @param kernelRelease what the guest is to report; empty where nothing is expected
     */
    public record Judgement(Duration stayUp, Duration agentTimeout, Optional<String> kernelRelease) {}
}
