package io.slackwater.executor.policyadmin;

import io.slackwater.domain.policy.Policies;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.policy.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log of policies in memory, that others may write to first, and that may be read late. */
final class MemoryLog implements PolicyRepository {

    static final Policy BUILT_IN = Policies.policy(PolicyVersion.BUILT_IN_NAME, Selector.EVERYTHING);

    final List<PolicyRevision> published = new ArrayList<>();
    private final List<PolicyRevision> writtenFirst = new ArrayList<>();
    private boolean isRead = true;

    /** Somebody else writes this just before the next that is published. */
    void first(PolicyRevision other) {
        writtenFirst.add(other);
    }

    /** Nothing is read any more. */
    void stopReading() {
        isRead = false;
    }

    @Override
    public Optional<PolicyRevision> find(String name) {
        List<PolicyRevision> heard = new ArrayList<>();
        for (PolicyRevision policy : isRead ? published : List.<PolicyRevision>of()) {
            if (policy.id().name().equals(name)
                    && heard.stream()
                            .allMatch(
                                    known -> known.id().version() < policy.id().version())) {
                heard.add(policy);
            }
        }
        return heard.isEmpty() ? Optional.empty() : Optional.of(heard.get(heard.size() - 1));
    }

    @Override
    public List<PolicyRevision> all() {
        return published.stream()
                .map(policy -> policy.id().name())
                .distinct()
                .sorted()
                .flatMap(name -> find(name).stream())
                .filter(policy -> policy.document().isPresent())
                .toList();
    }

    @Override
    public void publish(PolicyRevision said) {
        published.addAll(writtenFirst);
        writtenFirst.clear();
        published.add(said);
    }
}
