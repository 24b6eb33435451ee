package io.slackwater.domain.storage.references;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.store.VolumeReference;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VmUseTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void shouldTellNothingWhenTheSameIsSeenAgain() {
        VmUse first = VmUse.of("vm1").observed("h1", true, List.of(uses("h1/default", "a", NOW)));
        VmUse again = first.observed("h1", true, List.of(uses("h1/default", "a", NOW.plusSeconds(60))));

        assertThat(again.differences(first)).isEmpty();
        assertThat(again.in("h1/default").get(0).blocker().since()).isEqualTo(NOW);
    }

    @Test
    void shouldTellEveryStoreThatChanged() {
        VmUse first = VmUse.of("vm1").observed("h1", true, List.of(uses("h1/a", "x", NOW), uses("h1/b", "y", NOW)));
        VmUse moved = first.observed("h1", true, List.of(uses("h1/b", "y", NOW), uses("h1/c", "z", NOW)));

        assertThat(moved.differences(first)).containsExactly("h1/a", "h1/c");
    }

    @Test
    void shouldReleaseAPersistentVmThatIsGone() {
        VmUse gone = VmUse.of("vm1")
                .observed("h1", true, List.of(uses("h1/default", "a", NOW)))
                .gone("h1", NOW);

        assertThat(gone.isEmpty()).isTrue();
    }

    @Test
    void shouldKeepTheLastUseOfATransientVmUntilItIsSeenAgain() {
        VmUse gone = VmUse.of("vm1")
                .observed("h1", false, List.of(uses("h1/default", "a", NOW)))
                .gone("h1", NOW);

        assertThat(gone.in("h1/default"))
                .extracting(held -> held.blocker().code())
                .containsExactly(BlockerCode.LAST_USED_BY_VANISHED_VM);
        assertThat(gone.gone("h1", NOW)).isEqualTo(gone);
        assertThat(gone.observed("h2", false, List.of()).in("h1/default")).isEmpty();
    }

    @Test
    void shouldKeepTheLastUsesOnARetiredHostUntilTheVmIsSeenElsewhere() {
        VmUse known = VmUse.of("vm1").observed("h1", true, List.of(uses("shared", "a", NOW)));

        VmUse retired = known.hostRetired("h1", NOW.plusSeconds(60));

        assertThat(retired.in("shared"))
                .extracting(VolumeReference::volume, held -> held.blocker().code(), held -> held.blocker()
                        .since())
                .containsExactly(tuple("a", BlockerCode.LAST_USED_BY_VANISHED_VM, NOW.plusSeconds(60)));
        assertThat(retired.gone("h1", NOW)).isEqualTo(retired);
        assertThat(retired.observed("h2", true, List.of(uses("shared", "b", NOW)))
                        .in("shared"))
                .extracting(VolumeReference::volume)
                .containsExactly("b");
    }

    @Test
    void shouldKeepTheLastUsesOnARetiredHostOfAVmThatAnotherHostHadBefore() {
        VmUse onBoth = VmUse.of("vm1")
                .observed("h1", true, List.of(uses("shared", "a", NOW)))
                .observed("h2", true, List.of(uses("shared", "b", NOW)));

        assertThat(onBoth.hostRetired("h1", NOW).in("shared"))
                .extracting(VolumeReference::volume, held -> held.blocker().code())
                .containsExactly(tuple("a", BlockerCode.LAST_USED_BY_VANISHED_VM), tuple("b", BlockerCode.USED_BY_VM));
    }

    @Test
    void shouldKeepEverythingWhereTheLastRecordFromARetiredHostCouldNotBeRead() {
        VmUse unclear = VmUse.of("vm1")
                .observed("h1", true, List.of(uses("shared", "a", NOW)))
                .unreadable("inventory");

        VmUse retired = unclear.hostRetired("h1", NOW).readable("inventory");

        assertThat(retired.in("shared"))
                .extracting(VolumeReference::volume, held -> held.blocker().code())
                .containsExactly(
                        tuple("a", BlockerCode.LAST_USED_BY_VANISHED_VM),
                        tuple(VolumeReference.ANY, BlockerCode.LAST_USED_BY_VANISHED_VM));
    }

    @Test
    void shouldReleaseTheSourceOfAMigrationInEitherOrder() {
        VmUse source = VmUse.of("vm1").observed("h1", false, List.of(uses("h1/default", "a", NOW)));

        VmUse goneLast = source.observed("h2", false, List.of(uses("h2/default", "a", NOW)))
                .gone("h1", NOW);
        VmUse goneFirst = source.gone("h1", NOW).observed("h2", false, List.of(uses("h2/default", "a", NOW)));

        assertThat(goneLast).isEqualTo(goneFirst);
        assertThat(goneLast.stores()).containsExactly("h2/default");
    }

    @Test
    void shouldHoldTheWholeStoreWhileItIsUnknown() {
        VmUse known = VmUse.of("vm1").observed("h1", true, List.of(uses("h1/default", "a", NOW)));

        VmUse unknown = known.unreadable("inventory");

        assertThat(unknown.differences(known)).containsExactly("h1/default");
        assertThat(unknown.in("h1/default"))
                .extracting(VolumeReference::volume, held -> held.blocker().code())
                .contains(tuple(VolumeReference.ANY, BlockerCode.VM_UNKNOWN));
        assertThat(unknown.readable("updates").in("h1/default")).hasSize(2);
        assertThat(unknown.readable("inventory")).isEqualTo(known);
    }

    private static LocatedReference uses(String store, String volume, Instant since) {
        return new LocatedReference(
                store, new VolumeReference(volume, new Blocker(BlockerCode.USED_BY_VM, "vm1", since, "words")));
    }
}
