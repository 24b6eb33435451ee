package io.slackwater.executor.policyadmin;

import io.slackwater.domain.policy.PolicyProblem;
import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.runtime.events.NotPublishedException;
import io.slackwater.schemas.serde.RecordValidator;
import io.slackwater.streams.view.StateNotLocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** A directory of policies: each file is named after its policy and ends with {@code .json}. */
final class PolicyDirectory {

    private static final Logger LOG = Logger.getLogger(PolicyDirectory.class);
    private static final String ENDING = ".json";

    private final Path directory;
    private final PolicyService policies;

    PolicyDirectory(Path directory, PolicyService policies) {
        this.directory = directory;
        this.policies = policies;
    }

    /** Returns the files, by name; none where the directory cannot be read, which is logged. */
    List<Path> files() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            LOG.errorf("The directory of policies cannot be read, so none of its policies is set: %s", unreadable);
            return List.of();
        }
    }

    /**
     * Sets the policy of a file if it is not so already. A file that is no policy is logged, and changes nothing.
     *
     * @return whether it is settled; otherwise it is to be tried again
     */
    boolean set(Path file) {
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, fileName.length() - ENDING.length());
        PolicyRevision.Author author = new PolicyRevision.Author("file " + fileName, Optional.empty());
        try {
            if (Files.size(file) > RecordValidator.LONGEST_STRING) {
                LOG.errorf(
                        "Policy file %s has %d bytes, the limit is %d: it changes nothing",
                        file, Files.size(file), RecordValidator.LONGEST_STRING);
                return true;
            }
            log(file, policies.set(name, Files.readString(file), author));
            return true;
        } catch (IOException unreadable) {
            LOG.errorf("Policy file %s cannot be read: %s", file, unreadable);
            return true;
        } catch (StateNotLocalException | NotPublishedException later) {
            LOG.debugf("Policy file %s waits: %s", file, later.getMessage());
            return false;
        }
    }

    private static void log(Path file, PolicyWriteResult outcome) {
        outcome.accept(new Logging(file)).run();
    }

    /** Logs each result. */
    private record Logging(Path file) implements PolicyWriteResult.Visitor<Runnable> {

        @Override
        public Runnable invalid(PolicyWriteResult.Invalid invalid) {
            return () -> LOG.errorf(
                    "Policy file %s is no policy, and changes nothing: %s",
                    file,
                    invalid.problems().stream().map(PolicyProblem::describe).collect(Collectors.joining("; ")));
        }

        @Override
        public Runnable unchanged(PolicyWriteResult.Unchanged unchanged) {
            return () -> LOG.infof("Policy file %s is in force already, as %s", file, unchanged.id());
        }

        @Override
        public Runnable fit(PolicyWriteResult.Fit fit) {
            return this::published;
        }

        @Override
        public Runnable done(PolicyWriteResult.Done done) {
            return this::published;
        }

        @Override
        public Runnable published(PolicyWriteResult.Published published) {
            return this::published;
        }

        @Override
        public Runnable overtaken(PolicyWriteResult.Overtaken overtaken) {
            PolicyRevision counts = overtaken.by();
            return () -> LOG.warnf(
                    "Policy file %s was overtaken: %s is by %s",
                    file, counts.id(), counts.by().actor());
        }

        @Override
        public Runnable unknown(PolicyWriteResult.Unknown unknown) {
            return this::published;
        }

        private void published() {
            LOG.infof("Policy file %s was published", file);
        }
    }
}
