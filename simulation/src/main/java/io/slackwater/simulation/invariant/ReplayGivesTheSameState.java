package io.slackwater.simulation.invariant;

import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.Vm;
import io.slackwater.simulation.process.ExecutorProcess;
import io.slackwater.simulation.process.MatchingProcess;
import io.slackwater.simulation.process.Services;
import io.slackwater.simulation.process.StoreProcess;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/**
 * An executor that folds the log from its start, in whatever order it allows, knows of each VM what the one knows that was there all
 * the time. What only concerns a pending request or how often a command was issued is forgotten, and asked or issued again. The log
 * that is folded has no blockers, no reasons and no sources: they explain, and nothing goes by them. A store machine that hears such a
 * log all the time decides the same as the one that acts. An executor
 * knows the same of updates whose events the log has lost, by the state topic.
 */
public final class ReplayGivesTheSameState implements Invariant {

    private final Services services;
    private final Random random;

    public ReplayGivesTheSameState(Services services, long seed) {
        this.services = services;
        this.random = new Random(seed);
    }

    /** Compares those parts that have read all that was written. */
    public void check() {
        for (ExecutorProcess executor : services.executors()) {
            if (executor.isUp() && executor.inbox().isEmpty()) {
                ExecutorProcess.Known known = executor.known();
                ExecutorProcess.Known refolded = executor.refolded(random);
                compare(known.vms(), refolded.vms());
                compare(executor.name(), known.volumes(), refolded.volumes());
                compare(known.vms(), executor.refoldedWithoutHistory(random).vms());
            }
        }
        for (MatchingProcess matching : services.matchings()) {
            if (matching.isIdle()) {
                compare(matching.name(), matching.rows(), matching.rebuilt(random));
            }
        }
        if (services.vmUses().stream()
                .allMatch(uses -> uses.isUp() && uses.inbox().isEmpty())) {
            for (StoreProcess store : services.stores()) {
                if (store.isIdle()) {
                    compare(store.name(), store.rows(), store.rebuilt(random));
                    compare(store.name(), store.rows(), store.unexplained());
                }
            }
        }
    }

    private void compare(String part, Map<String, Object> known, Map<String, Object> rebuilt) {
        TreeSet<String> all = new TreeSet<>(known.keySet());
        all.addAll(rebuilt.keySet());
        for (String key : all) {
            if (!Objects.equals(known.get(key), rebuilt.get(key))) {
                throw violated("Of " + key + " " + part + " knows\n  " + known.get(key) + ",\nand after a replay\n  "
                        + rebuilt.get(key));
            }
        }
    }

    private void compare(Map<String, Vm> known, Map<String, Vm> refolded) {
        TreeSet<String> all = new TreeSet<>(known.keySet());
        all.addAll(refolded.keySet());
        for (String vmId : all) {
            String before = words(Optional.ofNullable(known.get(vmId)));
            String after = words(Optional.ofNullable(refolded.get(vmId)));
            if (!before.equals(after)) {
                throw violated(
                        "Of VM " + vmId + " an executor knows\n  " + before + ",\nand after a replay\n  " + after);
            }
        }
    }

    private static String words(Optional<Vm> vm) {
        return vm.map(known -> known.updates().stream()
                                .map(ReplayGivesTheSameState::words)
                                .toList()
                        + ", ended " + known.history().ended() + ", failed "
                        + new TreeSet<>(known.history().failedChanges()))
                .orElse("nothing");
    }

    private static String words(Update update) {
        return update.id() + " " + stage(update) + " attempt " + update.state().attempt() + " on " + update.hostId()
                + (update.hostUnreachable() ? " unreachable" : "") + " decided " + update.decidedAt() + " "
                + update.replacements();
    }

    /** A start that is being judged awaits its verdict, and is judged again after a replay. */
    private static String stage(Update update) {
        String name = update.state().getClass().getSimpleName();
        return name.equals("Verifying") ? "AwaitingStart" : name;
    }
}
