package io.slackwater.executor.rest.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.World;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.vm.Vm;
import io.slackwater.executor.query.VmView.Coverage;
import io.slackwater.executor.rest.answers.BlockersDocument.Blocked;
import io.slackwater.executor.rest.answers.BlockersDocument.HostAway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockerCountTest {

    private static final Coverage WHOLE = new Coverage(4, 4, false);
    private static final BlockerFilter ALL =
            new BlockerFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void shouldCountAnUpdateOnceForEachCodeAndKeepTheOldestBlockers() {
        BlockerCount count = new BlockerCount(ALL, 2);

        count.add(
                vm("a", "change-1", blocker(BlockerCode.VM_RUNNING, "a", 3), blocker(BlockerCode.FROZEN, "fleet", 1)));
        count.add(vm(
                "b",
                "change-1",
                blocker(BlockerCode.VOLUME_NOT_STAGED, "kernel", 5),
                blocker(BlockerCode.VOLUME_NOT_STAGED, "initrd", 2)));
        count.add(vm("c", "change-2"));

        BlockersDocument document = count.toDocument(WHOLE, List.of());
        assertThat(document.complete()).isTrue();
        assertThat(document.updates()).isEqualTo(3);
        assertThat(document.blocked()).isEqualTo(2);
        assertThat(document.counts())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(BlockerCode.VM_RUNNING, 1L, BlockerCode.FROZEN, 1L, BlockerCode.VOLUME_NOT_STAGED, 1L));
        assertThat(document.blockers())
                .extracting(blocked -> blocked.blocker().subject())
                .containsExactly("kernel", "a");
        assertThat(document.more()).isEqualTo(2);
    }

    @Test
    void shouldGiveOnlyWhatIsAskedFor() {
        Vm running = vm("a", "change-1", blocker(BlockerCode.VM_RUNNING, "a", 3), blocker(BlockerCode.FROZEN, "f", 1));
        Vm other = vm("b", "change-2", blocker(BlockerCode.FROZEN, "f", 2));

        assertThat(vmsOf(with("change-2", null, null, null), running, other)).containsExactly("b");
        assertThat(vmsOf(with(null, "a", null, null), running, other)).containsExactly("a", "a");
        assertThat(vmsOf(with(null, null, World.HOST, null), running, other)).hasSize(3);
        assertThat(vmsOf(with(null, null, "host-9", null), running, other)).isEmpty();
        assertThat(vmsOf(with(null, null, null, BlockerCode.VM_RUNNING), running, other))
                .containsExactly("a");
        BlockerCount count = new BlockerCount(with(null, null, null, BlockerCode.VM_RUNNING), 10);
        count.add(running);
        count.add(other);
        assertThat(count.toDocument(WHOLE, List.of()).counts()).containsOnlyKeys(BlockerCode.VM_RUNNING);
        assertThat(count.toDocument(WHOLE, List.of()).blocked()).isEqualTo(1);
    }

    @Test
    void shouldSayPlainlyWhatWasNotLookedAt() {
        BlockerCount count = new BlockerCount(ALL, 2);

        assertThat(count.toDocument(new Coverage(1, 4, false), List.of()).incompleteBecause())
                .contains("1 of the 4 partitions", "other instances");
        assertThat(count.toDocument(new Coverage(4, 4, true), List.of()).incompleteBecause())
                .contains("ask for a change, a host or a VM");
        assertThat(count.toDocument(WHOLE, List.of()).incompleteBecause()).isNull();
    }

    @Test
    void shouldNameHostsThatAreAwayThoughNoUpdateIsOpen() {
        List<HostInfo> away = List.of(HostInfo.unknown("h1", World.EARLIER), HostInfo.unknown("h2", World.EARLIER));

        assertThat(new BlockerCount(ALL, 2).toDocument(WHOLE, away).hostsAway())
                .containsExactly(new HostAway("h1", World.EARLIER), new HostAway("h2", World.EARLIER));
        assertThat(new BlockerCount(with(null, null, "h2", null), 2)
                        .toDocument(WHOLE, away)
                        .hostsAway())
                .extracting(HostAway::hostId)
                .containsExactly("h2");
    }

    private static List<String> vmsOf(BlockerFilter filter, Vm... vms) {
        BlockerCount count = new BlockerCount(filter, 10);
        for (Vm vm : vms) {
            count.add(vm);
        }
        return count.toDocument(WHOLE, List.of()).blockers().stream()
                .map(Blocked::vmId)
                .toList();
    }

    private static BlockerFilter with(
            @Nullable String change, @Nullable String vm, @Nullable String host, @Nullable BlockerCode code) {
        return new BlockerFilter(
                Optional.ofNullable(change),
                Optional.ofNullable(vm),
                Optional.ofNullable(host),
                Optional.ofNullable(code));
    }

    private static Vm vm(String id, String change, Blocker... blockers) {
        Update update = Update.required(
                        new UpdateKey("update-" + id, change, id, "episode"),
                        World.HOST,
                        List.of(World.kernel()),
                        World.EARLIER,
                        "")
                .withBlockers(List.of(blockers));
        return Vm.unknown(id).required(update);
    }

    private static Blocker blocker(BlockerCode code, String subject, int hoursAgo) {
        Instant since = World.NOW.minus(Duration.ofHours(hoursAgo));
        return new Blocker(code, subject, since, "as told");
    }
}
