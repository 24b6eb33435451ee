package io.slackwater.executor.rest.answers;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.Vm;
import io.slackwater.executor.query.VmView.Coverage;
import io.slackwater.executor.rest.answers.BlockersDocument.Blocked;
import io.slackwater.executor.rest.answers.BlockersDocument.HostAway;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the blockers of VMs, and keeps the oldest. */
final class BlockerCount {

    private static final Comparator<Blocked> OLDEST_FIRST = Comparator.comparing(
                    (Blocked blocked) -> blocked.blocker().since())
            .thenComparing(Blocked::vmId)
            .thenComparing(Blocked::updateId)
            .thenComparing(blocked -> blocked.blocker().code())
            .thenComparing(blocked -> blocked.blocker().subject());

    private final BlockerFilter filter;
    private final int limit;
    private final Map<BlockerCode, Long> counts = new TreeMap<>();
    private final PriorityQueue<Blocked> oldest = new PriorityQueue<>(OLDEST_FIRST.reversed());
    private long updates;
    private long blocked;
    private long more;

    /** @param limit how many blockers to keep */
    BlockerCount(BlockerFilter filter, int limit) {
        this.filter = filter;
        this.limit = limit;
    }

    void add(Vm vm) {
        vm.updates().stream().filter(update -> filter.isAbout(vm, update)).forEach(update -> add(vm, update));
    }

    /** @param away hosts that are not reached */
    BlockersDocument toDocument(Coverage coverage, List<HostInfo> away) {
        List<Blocked> sorted = new ArrayList<>(oldest);
        sorted.sort(OLDEST_FIRST);
        return new BlockersDocument(
                coverage.isWhole(),
                missing(coverage),
                updates,
                blocked,
                new TreeMap<>(counts),
                sorted,
                more,
                away.stream().filter(filter::isAbout).map(HostAway::of).toList());
    }

    private void add(Vm vm, Update update) {
        updates++;
        List<Blocker> shown = update.blockers().stream().filter(filter::isAbout).toList();
        if (!shown.isEmpty()) {
            blocked++;
        }
        Set<BlockerCode> codes = EnumSet.noneOf(BlockerCode.class);
        for (Blocker blocker : shown) {
            codes.add(blocker.code());
            keep(Blocked.of(vm, update, BlockerDocument.of(blocker, update.key())));
        }
        codes.forEach(code -> counts.merge(code, 1L, Long::sum));
    }

    private void keep(Blocked candidate) {
        oldest.add(candidate);
        if (oldest.size() > limit) {
            oldest.remove();
            more++;
        }
    }

    private static @Nullable String missing(Coverage coverage) {
        if (coverage.isWhole()) {
            return null;
        }
        return coverage.reachedTheBound()
                ? "There are more open updates than are looked at for one question; ask for a change, a host or a VM"
                : "This instance keeps " + coverage.partitionsHere() + " of the " + coverage.partitions()
                        + " partitions of VMs; the others are on other instances of update-executor";
    }
}
