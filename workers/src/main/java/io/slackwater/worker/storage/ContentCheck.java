package io.slackwater.worker.storage;

import io.slackwater.domain.adoption.DigestResult;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Volume;
import io.slackwater.worker.storage.host.DigestReader;
import io.slackwater.worker.storage.host.StorageConnections;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes sure that a volume which a person adopted by its digest still holds that: its owner may have put something else there. A
 * large one takes longer to read than a command lives, and is read when the command comes again.
 */
final class ContentCheck {

    private final StorageConnections hosts;
    private final DigestReader digestReader;
    private final Clock clock;

    ContentCheck(StorageConnections hosts, DigestReader digestReader, Clock clock) {
        this.hosts = hosts;
        this.digestReader = digestReader;
        this.clock = clock;
    }

    /**
     * What came of a check.
     *
     * @param refusal why the volume is not to be deleted; empty where it is as it was, or is gone, or was not adopted so
     * @param volume what was judged; empty where it is gone, or was not adopted so
     */
    record Check(Optional<StorageTaskReport> refusal, Optional<Volume> volume) {
        private static final Check NOTHING = new Check(Optional.empty(), Optional.empty());
    }

    /** Judges the volume of a task. */
    Check against(StorageTask task) {
        return task.artifact().map(artifact -> against(task, artifact)).orElse(Check.NOTHING);
    }

    private Check against(StorageTask task, Artifact adopted) {
        try {
            StorageTask.Site site = task.through();
            Optional<Volume> present = hosts.to(site)
                    .pool(site.pool())
                    .flatMap(pool -> pool.volume(task.volume().name()));
            if (present.isEmpty()) {
                return Check.NOTHING;
            }
            digestReader.begin(site, present.get(), ContentCheck::atOnce);
            DigestResult digestResult = digestReader.await(site, present.get(), Duration.ZERO);
            return new Check(judge(task, adopted, present.get(), digestResult), present);
        } catch (HypervisorException.Unreachable unreachable) {
            return refused(
                    BlockerCode.HOST_UNREACHABLE, task.through().hostId(), String.valueOf(unreachable.getMessage()));
        } catch (HypervisorException failure) {
            return refused(BlockerCode.UNKNOWN, task.volume().name(), String.valueOf(failure.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return refused(BlockerCode.UNKNOWN, task.volume().name(), "Interrupted while it was read");
        }
    }

    private Check refused(BlockerCode code, String subject, String detail) {
        return new Check(failed(code, subject, detail), Optional.empty());
    }

    private Optional<StorageTaskReport> judge(
            StorageTask task, Artifact adopted, Volume present, DigestResult digestResult) {
        String name = task.volume().name();
        if (digestResult instanceof DigestResult.Missing missing) {
            return failed(
                    BlockerCode.UNKNOWN, name, "It cannot be compared with what was adopted: " + missing.reason());
        }
        String digest = ((DigestResult.Digest) digestResult).sha256();
        return digest.equals(adopted.sha256()) && present.contentBytes() == adopted.size()
                ? Optional.empty()
                : Optional.of(StorageTaskReport.Referenced.unclear(new Blocker(
                        BlockerCode.CONTENT_CHANGED,
                        name,
                        clock.instant(),
                        "Its SHA-256 is %s, and it was adopted with %s".formatted(digest, adopted.sha256()))));
    }

    private static boolean atOnce(Runnable work) {
        work.run();
        return true;
    }

    private Optional<StorageTaskReport> failed(BlockerCode code, String subject, String detail) {
        return Optional.of(new StorageTaskReport.Failed(List.of(new Blocker(code, subject, clock.instant(), detail))));
    }
}
