package io.slackwater.domain.rollout;

import io.slackwater.domain.policy.rollout.Amount;
import io.slackwater.domain.policy.rollout.WaveRules;
import java.util.ArrayList;
import java.util.List;

/** How many VMs each wave takes. The canary is the first wave. */
final class WaveSizes {

    private final List<Amount> reached = new ArrayList<>();

    WaveSizes(WaveRules waveRules) {
        waveRules.canary().ifPresent(reached::add);
        reached.addAll(waveRules.waves());
    }

    /** Whether the size of a wave depends on how many VMs there are. */
    boolean needTotal(int number) {
        return !isLast(number) && reached.get(number - 1) instanceof Amount.Share;
    }

    /**
     * Returns how many VMs a wave takes: at least one, also where the waves before it have reached enough already. The last one takes
     * all, also those that are found later.
     *
     * @param total how many VMs there are
     * @param places how many have a place in the waves before it
     */
    long quota(int number, long total, long places) {
        if (isLast(number)) {
            return Wave.ALL;
        }
        long target = reached.get(number - 1) instanceof Amount.Count count
                ? count.vms()
                : reached.get(number - 1).of((int) Math.min(total, Integer.MAX_VALUE));
        return Math.max(1, target - places);
    }

    private boolean isLast(int number) {
        return number >= reached.size();
    }
}
