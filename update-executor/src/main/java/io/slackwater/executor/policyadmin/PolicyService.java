package io.slackwater.executor.policyadmin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.mapping.policy.ParseResult;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.streams.view.StateNotLocalException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sets and removes policies. What is said of a policy gets the version after the last that this instance knows, and is awaited
 * until it is read back; so of two writers who knew the same version, one is told that it is in force, and the other by whom it was
 * overtaken.
 */
public final class PolicyService {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PolicyRepository log;
    private final PolicyReader reader;
    private final Clock clock;
    private final Duration patience;

    /** @param patience how long to wait until what was published is read back */
    public PolicyService(PolicyRepository log, PolicyReader reader, Clock clock, Duration patience) {
        this.log = log;
        this.reader = reader;
        this.clock = clock;
        this.patience = patience;
    }

    /** Says what setting a policy would come to: {@code Invalid}, {@code Unchanged} or {@code Fit}. */
    public PolicyWriteResult check(String name, String document) {
        Optional<PolicyRevision> known = log.find(name);
        PolicyVersion next = new PolicyVersion(
                name, known.map(policy -> policy.id().version()).orElse(0) + 1);
        if (reader.read(next, document) instanceof ParseResult.Invalid invalid) {
            return new PolicyWriteResult.Invalid(invalid.problems());
        }
        return known.filter(policy -> saysTheSame(policy, document))
                .<PolicyWriteResult>map(policy -> new PolicyWriteResult.Unchanged(policy.id()))
                .orElse(new PolicyWriteResult.Fit(next));
    }

    /** Sets a policy: everything but {@code Fit} and {@code Unknown} may come of it. */
    public PolicyWriteResult set(String name, String document, PolicyRevision.Author by) {
        PolicyWriteResult checked = check(name, document);
        return checked instanceof PolicyWriteResult.Fit fit ? publish(fit.id(), Optional.of(document), by) : checked;
    }

    /** Removes a policy: {@code Unknown}, {@code Done}, {@code Published} or {@code Overtaken}. */
    public PolicyWriteResult remove(String name, PolicyRevision.Author by) {
        Optional<PolicyRevision> known =
                log.find(name).filter(policy -> policy.document().isPresent());
        if (known.isEmpty()) {
            return new PolicyWriteResult.Unknown(name);
        }
        PolicyVersion next = new PolicyVersion(name, known.get().id().version() + 1);
        return publish(next, Optional.empty(), by);
    }

    private PolicyWriteResult publish(PolicyVersion id, Optional<String> document, PolicyRevision.Author by) {
        log.publish(new PolicyRevision(id, document, by, clock.instant()));
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<PolicyRevision> heard = heard(id);
        while (heard.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
            heard = heard(id);
        }
        if (heard.isEmpty()) {
            return new PolicyWriteResult.Published(id);
        }
        PolicyRevision counts = heard.get();
        return counts.id().equals(id) && counts.document().equals(document)
                ? new PolicyWriteResult.Done(id)
                : new PolicyWriteResult.Overtaken(counts);
    }

    private Optional<PolicyRevision> heard(PolicyVersion id) {
        try {
            return log.find(id.name()).filter(policy -> policy.id().version() >= id.version());
        } catch (StateNotLocalException movedAway) {
            return Optional.empty();
        }
    }

    /** Line breaks, blanks and the order of members make no difference. */
    private static boolean saysTheSame(PolicyRevision known, String document) {
        try {
            return known.document().isPresent()
                    && JSON.readTree(known.document().get()).equals(JSON.readTree(document));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Both were read as policies", impossible);
        }
    }
}
