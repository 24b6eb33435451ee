package io.slackwater.executor.setting;

import io.slackwater.executor.policy.Policies;
import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.policy.PolicyVersion;
import io.slackwater.executor.policy.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log of policies in memory, that others may write to first, and that may be read late. */
final class MemoryLog implements PolicyLog {

    static final Policy BUILT_IN = Policies.policy(PolicyVersion.BUILT_IN_NAME, Selector.EVERYTHING);

    final List<KnownPolicy> published = new ArrayList<>();
    private final List<KnownPolicy> writtenFirst = new ArrayList<>();
    private boolean isRead = true;

    /** Somebody else writes this just before the next that is published. */
    void first(KnownPolicy other) {
        writtenFirst.add(other);
    }

    /** Nothing is read any more. */
    void stopReading() {
        isRead = false;
    }

    @Override
    public Optional<KnownPolicy> find(String name) {
        List<KnownPolicy> heard = new ArrayList<>();
        for (KnownPolicy policy : isRead ? published : List.<KnownPolicy>of()) {
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
    public List<KnownPolicy> all() {
        return published.stream()
                .map(policy -> policy.id().name())
                .distinct()
                .sorted()
                .flatMap(name -> find(name).stream())
                .filter(policy -> policy.document().isPresent())
                .toList();
    }

    @Override
    public void publish(KnownPolicy said) {
        published.addAll(writtenFirst);
        writtenFirst.clear();
        published.add(said);
    }
}
