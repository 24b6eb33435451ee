package io.slackwater.worker.update;

import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.hypervisor.DomainJob;
import java.util.List;
import java.util.Optional;

/**
 * Tells which jobs of a running VM forbid which commands. A migration takes the definition with it, and one whose state
 * is being saved is to come back as it was: neither is changed in any way. Backups and block jobs are about disks:
 * these are not swapped under them, and the VM is not stopped, which would end them.
 */
final class JobRule {

    private JobRule() {}

    /** Finds a job that forbids to change the definition, and to restart the VM where it {@code restarts}. */
    static Optional<DomainJob> againstChange(List<DomainJob> jobs, boolean swapsDisk, boolean restarts) {
        return jobs.stream()
                .filter(job -> switch (job.kind()) {
                    case MIGRATION, STATE -> true;
                    case BACKUP, BLOCK -> swapsDisk || restarts;
                })
                .findFirst();
    }

    /** Returns the answer that a job is in the way. */
    static CommandAbortedException refusal(DomainJob job) {
        CommandOutcomeStatus status =
                switch (job.kind()) {
                    case MIGRATION -> CommandOutcomeStatus.MIGRATING;
                    case STATE, BACKUP -> CommandOutcomeStatus.JOB_UNDER_WAY;
                    case BLOCK -> CommandOutcomeStatus.BLOCK_JOB_UNDER_WAY;
                };
        return new CommandAbortedException(status, "The VM cannot be changed now: " + job.detail());
    }
}
