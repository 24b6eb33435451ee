package io.slackwater.simulation;

import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.executor.stored.StoredVm;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.log.RecordDelivery;
import io.slackwater.topology.update.shared.ExecutorSettings;
import java.util.ArrayList;
import java.util.List;

/** A mistake that somebody might make, to be put in place of a sound collaborator. */
enum PlantedFault {

    /** The budget counts to one more than it may. */
    BUDGET_OFF_BY_ONE("BudgetsAreKept") {
        @Override
        FaultInjection fittings() {
            return new FaultInjection() {
                @Override
                public ExecutorSettings budget(ExecutorSettings set) {
                    BudgetLimits budgetLimits = set.limits();
                    return new ExecutorSettings(
                            set.timing(),
                            new BudgetLimits(
                                    budgetLimits.inFlight() + 1,
                                    budgetLimits.awaitingStart(),
                                    budgetLimits.perHost() + 1),
                            set.leaseTimes(),
                            set.auditPeriod(),
                            set.builtIn());
                }
            };
        }
    },

    /** A topology that begins again has forgotten which windows its VMs used. */
    WINDOW_USED_TWICE("WindowsAreKept") {
        @Override
        FaultInjection fittings() {
            return new FaultInjection() {
                @Override
                public StoredVm remembered(StoredVm kept) {
                    return StoredVm.newBuilder(kept).setUsedWindows(List.of()).build();
                }
            };
        }
    },

    /** The services read in the policy that VMs return from withdrawn changes, where it says that they stay. */
    RETURN_UNASKED("ReturnsFollowThePolicy") {
        @Override
        FaultInjection fittings() {
            return interfering((reader, entry) -> entry.value() instanceof PolicyEvent policy
                    ? List.of(new Entry(
                            entry.offset(),
                            entry.topic(),
                            policy.getPolicy(),
                            PolicyEvent.newBuilder(policy)
                                    .setDocument(policy.getDocument().replace("\"stay\"", "\"return\""))
                                    .build(),
                            entry.source(),
                            entry.at()))
                    : List.of(entry));
        }
    },

    /** The reclaimer never hears of one update that it was completed. */
    LOST_COMPLETION("NothingIsHeldForEver", "ReplayGivesTheSameState") {
        @Override
        FaultInjection fittings() {
            return interfering(new RecordDelivery() {
                private boolean lost;

                @Override
                public List<Entry> carry(String reader, Entry entry) {
                    if (!lost && reader.startsWith("vm-uses") && isPhase(entry, UpdatePhase.VERIFIED)) {
                        lost = true;
                        return List.of();
                    }
                    return List.of(entry);
                }
            });
        }
    },

    /** A slot is given back twice, the second time by whoever has it by then. */
    DOUBLE_FREE("BudgetsAreKept", "ReplicasGoApart") {
        @Override
        FaultInjection fittings() {
            return interfering(new RecordDelivery() {
                private final List<UpdateEvent> granted = new ArrayList<>();

                @Override
                public List<Entry> carry(String reader, Entry entry) {
                    if (!reader.equals("allocator") || !(entry.value() instanceof UpdateEvent event)) {
                        return List.of(entry);
                    }
                    granted.removeIf(other -> other.getUpdateId().equals(event.getUpdateId()));
                    if (event.getPhase() == UpdatePhase.GRANTED) {
                        granted.add(event);
                    }
                    boolean frees =
                            event.getPhase() == UpdatePhase.VERIFIED || event.getPhase() == UpdatePhase.RELEASED;
                    return frees && !granted.isEmpty()
                            ? List.of(entry, saying(entry, granted.get(0), UpdatePhase.RELEASED))
                            : List.of(entry);
                }
            });
        }
    },

    /** The allocator takes the grant of a canary for its verdict. */
    WAVE_JUDGED_TOO_EARLY("WavesFollowEachOther") {
        @Override
        FaultInjection fittings() {
            return interfering((reader, entry) -> reader.equals("allocator") && isPhase(entry, UpdatePhase.GRANTED)
                    ? List.of(entry, saying(entry, (UpdateEvent) entry.value(), UpdatePhase.VERIFIED), entry)
                    : List.of(entry));
        }
    },

    /** To the reclaimer a failed update is a completed one, so that what it is to be rolled back to is free. */
    ROLLBACK_FREES_ITS_TARGET("RollbackTargetsAreKept", "VolumesAreFreedWithProof") {
        @Override
        FaultInjection fittings() {
            return interfering((reader, entry) -> reader.startsWith("vm-uses") && isPhase(entry, UpdatePhase.FAILED)
                    ? List.of(saying(entry, (UpdateEvent) entry.value(), UpdatePhase.VERIFIED))
                    : List.of(entry));
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it immutable
    private final List<String> breaks;

    PlantedFault(String... breaks) {
        this.breaks = List.of(breaks);
    }

    /** Returns the invariants by which it is to be noticed. */
    List<String> breaks() {
        return breaks;
    }

    /** Returns the collaborators of one run. */
    abstract FaultInjection fittings();

    private static FaultInjection interfering(RecordDelivery recordDelivery) {
        return new FaultInjection() {
            @Override
            public RecordDelivery courier() {
                return recordDelivery;
            }
        };
    }

    private static boolean isPhase(Entry entry, UpdatePhase phase) {
        return entry.value() instanceof UpdateEvent event && event.getPhase() == phase;
    }

    private static Entry saying(Entry entry, UpdateEvent event, UpdatePhase phase) {
        return new Entry(
                entry.offset(),
                entry.topic(),
                event.getVmId(),
                UpdateEvent.newBuilder(event).setPhase(phase).build(),
                entry.source(),
                entry.at());
    }
}
