package io.slackwater.planning.fleet;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.mapping.policy.ParseResult;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The policies of the log, the newest version of each, and perhaps one that is tried. */
final class PolicySet {

    private final PolicyReader reader;
    private final Map<String, Policy> policies = new TreeMap<>();
    private final List<String> unread = new ArrayList<>();

    PolicySet(PolicyReader reader) {
        this.reader = reader;
    }

    /** Takes what was said; a document that is no policy changes nothing, as in the executor. */
    void hear(PolicyEvent event) {
        String name = event.getPolicy();
        if (event.getType() == PolicyEventType.REMOVED) {
            policies.remove(name);
        }
        boolean isNews = Optional.ofNullable(policies.get(name))
                .filter(known -> known.id().version() >= event.getVersion())
                .isEmpty();
        if (event.getType() == PolicyEventType.SET && isNews) {
            PolicyVersion id = new PolicyVersion(name, event.getVersion());
            ParseResult parseResult = reader.readAccepted(id, event.getDocument());
            if (parseResult instanceof ParseResult.Valid valid) {
                policies.put(name, valid.policy());
            } else {
                unread.add(id.toString());
            }
        }
    }

    /** Puts a policy in the place of the one of its name. */
    void put(Policy policy) {
        policies.put(policy.id().name(), policy);
    }

    Optional<Policy> find(String name) {
        return Optional.ofNullable(policies.get(name));
    }

    Collection<Policy> all() {
        return policies.values();
    }

    /** Returns the versions whose documents are no policies. */
    List<String> unread() {
        return List.copyOf(unread);
    }
}
