package io.slackwater.topology.update.shared;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.mapping.policy.ParseResult;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

/**
 * One task's copy of the policies. Its documents are read when they changed, whichever processor of the task heard of it: each
 * change counts a revision on, in a state store that they share.
 */
public final class TaskPolicyRepository {

    private static final Logger LOG = Logger.getLogger(TaskPolicyRepository.class);
    private static final String REVISION = "revision";

    private final KeyValueStore<String, PolicyEvent> store;
    private final KeyValueStore<String, Long> revisions;
    private final PolicyReader reader;
    private Map<String, Policy> policies = Map.of();
    private long revision = -1;

    /**
     * A repository over the stores of a task.
     *
     * @param store the name of the policies' store
     * @param revisions the name of the store that counts their revisions
     */
    public TaskPolicyRepository(ProcessingContext context, String store, String revisions, Policy builtIn) {
        this.store = context.getStateStore(store);
        this.revisions = context.getStateStore(revisions);
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
        revisions.put(REVISION, storedRevision() + 1);
        return event.getType() == PolicyEventType.SET || (before != null && before.getType() == PolicyEventType.SET);
    }

    Collection<Policy> all() {
        return current().values();
    }

    /** Finds a policy by its name; empty where there is none. */
    public Optional<Policy> find(String name) {
        return Optional.ofNullable(current().get(name));
    }

    private Map<String, Policy> current() {
        long now = storedRevision();
        if (now != revision) {
            policies = read();
            revision = now;
        }
        return policies;
    }

    private long storedRevision() {
        Long stored = revisions.get(REVISION);
        return stored == null ? 0 : stored;
    }

    private Map<String, Policy> read() {
        Map<String, Policy> read = new LinkedHashMap<>();
        try (KeyValueIterator<String, PolicyEvent> events = store.all()) {
            events.forEachRemaining(entry -> policy(entry.value).ifPresent(policy -> read.put(entry.key, policy)));
        }
        return Collections.unmodifiableMap(read);
    }

    private Optional<Policy> policy(PolicyEvent event) {
        if (event.getType() != PolicyEventType.SET) {
            return Optional.empty();
        }
        PolicyVersion id = new PolicyVersion(event.getPolicy(), event.getVersion());
        ParseResult parseResult = reader.readAccepted(id, event.getDocument());
        if (parseResult instanceof ParseResult.Valid valid) {
            return Optional.of(valid.policy());
        }
        LOG.warnf("Policy %s is not followed: %s", id, ((ParseResult.Invalid) parseResult).problems());
        return Optional.empty();
    }
}
