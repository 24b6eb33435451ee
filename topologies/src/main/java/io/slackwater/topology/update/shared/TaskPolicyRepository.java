package io.slackwater.topology.update.shared;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.mapping.policy.ParseResult;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

/** One task's copy of the policies. A document is read once for each of its versions. */
public final class TaskPolicyRepository {

    private static final Logger LOG = Logger.getLogger(TaskPolicyRepository.class);

    private final KeyValueStore<String, PolicyEvent> store;
    private final PolicyReader reader;
    private final Map<String, Known> read = new HashMap<>();

    private record Known(PolicyEvent event, Policy policy) {}

    public TaskPolicyRepository(ProcessingContext context, String store, Policy builtIn) {
        this.store = context.getStateStore(store);
        this.reader = new PolicyReader(builtIn);
    }

    /**
     * Keeps what was said: of two events of one policy with the same version the one that came first. A document that is no policy
     * changes nothing. A removal stays known, so that versions go on counting. Returns whether something changed.
     */
    public boolean apply(PolicyEvent event) {
        PolicyEvent before = store.get(event.getPolicy());
        boolean isNews = before == null || before.getVersion() < event.getVersion();
        if (!isNews
                || (event.getType() != PolicyEventType.REMOVED && policy(event).isEmpty())) {
            return false;
        }
        store.put(event.getPolicy(), event);
        return event.getType() == PolicyEventType.SET || (before != null && before.getType() == PolicyEventType.SET);
    }

    Collection<Policy> all() {
        List<Policy> policies = new ArrayList<>();
        try (KeyValueIterator<String, PolicyEvent> events = store.all()) {
            events.forEachRemaining(entry -> policy(entry.value).ifPresent(policies::add));
        }
        return policies;
    }

    public Optional<Policy> find(String name) {
        PolicyEvent event = store.get(name);
        return event == null ? Optional.empty() : policy(event);
    }

    private Optional<Policy> policy(PolicyEvent event) {
        if (event.getType() != PolicyEventType.SET) {
            return Optional.empty();
        }
        Known known = read.get(event.getPolicy());
        if (known != null && known.event().equals(event)) {
            return Optional.of(known.policy());
        }
        Optional<Policy> policy = parse(event);
        policy.ifPresent(valid -> read.put(event.getPolicy(), new Known(event, valid)));
        return policy;
    }

    private Optional<Policy> parse(PolicyEvent event) {
        PolicyVersion id = new PolicyVersion(event.getPolicy(), event.getVersion());
        ParseResult parseResult = reader.readAccepted(id, event.getDocument());
        if (parseResult instanceof ParseResult.Valid valid) {
            return Optional.of(valid.policy());
        }
        LOG.warnf("Policy %s is not followed: %s", id, ((ParseResult.Invalid) parseResult).problems());
        return Optional.empty();
    }
}
