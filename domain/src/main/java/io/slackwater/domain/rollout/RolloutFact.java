package io.slackwater.domain.rollout;

import java.time.Instant;
import java.util.Optional;

/** What happened to a rollout: said by vm-inventory, by a person, or decided here. Folding the facts gives the rollout. */
public sealed interface RolloutFact {

    String changeId();

    /** Returns when it was decided. */
    Instant at();

    /** Returns what the visitor says of this fact. */
    <R> R accept(Visitor<R> visitor);

    /**
     * A partition has looked at all its VMs, or other VMs of it run from unknown volumes than before.
     *
     * @param matched how many VMs need the change, with those that were found since
     */
    record FanOutFinished(
            String changeId,
            int partition,
            int partitions,
            long matched,
            VmsOnUnknownVolumes unknownVolumes,
            Instant at)
            implements RolloutFact {

        /** A partition whose volumes are all known. */
        public FanOutFinished(String changeId, int partition, int partitions, long matched, Instant at) {
            this(changeId, partition, partitions, matched, VmsOnUnknownVolumes.NONE, at);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fanOutFinished(this);
        }
    }

    /**
     * A wave was opened.
     *
     * @param quota how many VMs it takes; {@link Wave#ALL} for all the rest
     */
    record WaveOpened(String changeId, String policy, int wave, long quota, Instant at) implements RolloutFact {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.waveOpened(this);
        }
    }

    /**
     * Nothing more is granted until it is resumed.
     *
     * @param over what of the rollout caused it; empty where a person did it
     */
    record Paused(String changeId, RolloutCondition condition, Optional<Failures> over) implements RolloutFact {

        @Override
        public Instant at() {
            return condition.at();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.paused(this);
        }
    }

    /** The failures of a wave that paused a rollout. */
    record Failures(String policy, int wave, long count) {}

    /** Somebody goes on; the failures that it was paused over so far pause it no more. */
    record Resumed(String changeId, RolloutCondition condition) implements RolloutFact {

        @Override
        public Instant at() {
            return condition.at();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.resumed(this);
        }
    }

    /** Nothing more is granted, ever. */
    record Aborted(String changeId, RolloutCondition condition) implements RolloutFact {

        @Override
        public Instant at() {
            return condition.at();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.aborted(this);
        }
    }

    /** The first wave may be opened. */
    record Approved(String changeId, RolloutCondition condition) implements RolloutFact {

        @Override
        public Instant at() {
            return condition.at();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.approved(this);
        }
    }

    /** Every update has ended. */
    record Finished(String changeId, Instant at) implements RolloutFact {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.finished(this);
        }
    }

    /**
     * Says something of each fact. It has no default: the compiler names each place that a new fact is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R fanOutFinished(FanOutFinished fanOutFinished);

        R waveOpened(WaveOpened waveOpened);

        R paused(Paused paused);

        R resumed(Resumed resumed);

        R aborted(Aborted aborted);

        R approved(Approved approved);

        R finished(Finished finished);
    }
}
