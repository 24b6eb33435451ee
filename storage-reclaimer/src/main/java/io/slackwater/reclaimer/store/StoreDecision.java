package io.slackwater.reclaimer.store;

import java.time.Instant;
import java.util.List;

/** What a person decides about a store. */
public sealed interface StoreDecision {

    /** Returns the store's id. */
    String store();

    /** A volume stays until the hold is released. */
    record Hold(String store, String volume, String name) implements StoreDecision {}

    /** A hold ends. */
    record Release(String store, String volume, String name) implements StoreDecision {}

    /** These hosts, and no others, share the store. */
    record Confirm(String store, List<String> hosts) implements StoreDecision {
        public Confirm {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * What a vanished VM used last in the store is needed no more.
     *
     * @param vanishedAt when it vanished, as the person was shown it
     */
    record ReleaseUse(String store, String vmId, Instant vanishedAt) implements StoreDecision {}

    /**
     * Who decides, and why.
     *
     * @param actor a person's name, not empty
     * @param reason a sentence, not empty
     */
    record Responsible(String actor, String reason) {}
}
