package io.slackwater.simulation.policy;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.Environment;
import io.slackwater.simulation.log.Entry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The people who watch over rollouts. They do as they like; when it is calm they let everything go on. */
public final class Operators {

    private static final String FLEET = "fleet";
    private static final long ACT_EVERY = 20_000;
    private static final long HELP_EVERY = 4_000;

    private final Environment environment;
    private final Set<String> changes = new LinkedHashSet<>();
    private final Set<String> unapproved = new LinkedHashSet<>();
    private final Set<String> paused = new LinkedHashSet<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private boolean isFrozen;

    /** Makes them and lets them see what is written. */
    public Operators(Environment environment) {
        this.environment = environment;
        environment.log().witness(this::see);
    }

    /** Lets them begin. */
    public void begin() {
        long wait =
                environment.luck().isCalm() ? HELP_EVERY : environment.luck().between(ACT_EVERY / 10, ACT_EVERY);
        environment.scheduler().after(wait, () -> {
            if (environment.luck().isCalm()) {
                help();
            } else if (!changes.isEmpty()) {
                act(environment.luck().oneOf(List.copyOf(changes)));
            }
            begin();
        });
    }

    private void see(Entry entry) {
        if (entry.value() instanceof ChangeEvent change) {
            if (changes.add(change.getChangeId())) {
                unapproved.add(change.getChangeId());
            }
        } else if (entry.value() instanceof RolloutEvent rollout) {
            see(rollout);
        } else if (entry.value() instanceof UpdateEvent update && update.getPhase() == UpdatePhase.ROLLED_BACK) {
            failed.put(update.getVmId(), update.getChangeId());
        }
    }

    private void see(RolloutEvent event) {
        switch (event.getType()) {
            case PAUSED -> paused.add(event.getChangeId());
            case RESUMED -> paused.remove(event.getChangeId());
            case APPROVED -> unapproved.remove(event.getChangeId());
            case FROZEN -> isFrozen = true;
            case UNFROZEN -> isFrozen = false;
            case UNKNOWN, FAN_OUT_FINISHED, WAVE_OPENED, ABORTED, FINISHED, RETRY -> {
                // Nobody has to do anything.
            }
        }
    }

    private void act(String change) {
        long dice = environment.luck().between(0, 99);
        if (dice < 25) {
            say(RolloutEventType.APPROVED, change);
        } else if (dice < 50) {
            say(RolloutEventType.RESUMED, change);
        } else if (dice < 60) {
            say(RolloutEventType.PAUSED, change);
        } else if (dice < 68) {
            say(RolloutEventType.FROZEN, "");
        } else if (dice < 85) {
            say(RolloutEventType.UNFROZEN, "");
        } else if (!failed.isEmpty()) {
            retry(environment.luck().oneOf(List.copyOf(failed.keySet())));
        }
    }

    private void help() {
        if (isFrozen) {
            say(RolloutEventType.UNFROZEN, "");
        }
        List.copyOf(unapproved).forEach(change -> say(RolloutEventType.APPROVED, change));
        List.copyOf(paused).forEach(change -> say(RolloutEventType.RESUMED, change));
    }

    private void retry(String vmId) {
        String change = failed.remove(vmId);
        append(change, event(RolloutEventType.RETRY, change).setVmId(vmId).build());
    }

    private void say(RolloutEventType type, String change) {
        append(change.isEmpty() ? FLEET : change, event(type, change).build());
    }

    private RolloutEvent.Builder event(RolloutEventType type, String change) {
        return RolloutEvent.newBuilder()
                .setChangeId(change)
                .setType(type)
                .setActor("operator")
                .setReason("as they like")
                .setOccurredAt(environment.clock().instant());
    }

    private void append(String key, RolloutEvent event) {
        environment.log().append(Topics.ROLLOUTS.name(), key, event, "update-executor");
    }
}
