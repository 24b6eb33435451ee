package io.slackwater.domain.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.VersionOrder;
import io.slackwater.domain.version.DebianVersion;
import io.slackwater.domain.volume.VolumeId;
import io.slackwater.domain.volume.VolumeRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MatcherTest {

    private final Map<VolumeId, VolumeContent> contents = new HashMap<>();
    private final ChangeIndex changeIndex = new ChangeIndex(new Supersession(DebianVersion.TEXT_ORDER));
    private final Matcher matcher = new Matcher(changeIndex, id -> Optional.ofNullable(contents.get(id)));

    @Test
    void shouldCompareVersionsInDebianOrder() {
        Placement vm = on(kernel("6.1.0-9"));
        changeIndex.add(change("newer", 1, target("kernel", PortionKind.KERNEL, "6.1.0-10")));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("newer");
    }

    @Test
    void shouldNotNeedAnOlderOrTheSameVersion() {
        Placement vm = on(kernel("6.1.0-10"));
        changeIndex.add(change("older", 1, target("kernel", PortionKind.KERNEL, "6.1.0-9")));
        changeIndex.add(change("same", 2, target("kernel", PortionKind.KERNEL, "6.1.0-10")));

        assertThat(matcher.needs(vm)).isEmpty();
    }

    @Test
    void shouldReplaceOnlyListedVersionsWhereThereIsAList() {
        changeIndex.add(change("listed", 1, kernel("blue", Optional.empty(), VersionOrder.LISTED, "green", "red")));

        assertThat(matcher.needs(on(kernel("green")))).hasSize(1);
        assertThat(matcher.needs(on(kernel("yellow")))).isEmpty();
    }

    @Test
    void shouldNotReplaceWhatCannotBeCompared() {
        changeIndex.add(change("newer", 1, target("kernel", PortionKind.KERNEL, "6.1.0-10")));

        assertThat(matcher.needs(on(kernel("no version!")))).isEmpty();
    }

    @Test
    void shouldNeedTheHigherVersionWhicheverChangeCameLast() {
        Placement vm = on(kernel("1"));
        changeIndex.add(change("high", 1, target("kernel", PortionKind.KERNEL, "3")));
        changeIndex.add(change("low", 2, target("kernel", PortionKind.KERNEL, "2")));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("high");
    }

    @Test
    void shouldNeedTheLaterChangeWhereVersionsSayNothing() {
        Placement vm = on(kernel("1"));
        changeIndex.add(change("first", 1, listed("a")));
        changeIndex.add(change("second", 2, listed("b")));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("second");
    }

    @Test
    void shouldNeedTwoChangesThatConcernDifferentSlots() {
        Placement vm = on(kernel("1"), initrd("1"));
        changeIndex.add(change("kernels", 1, target("kernel", PortionKind.KERNEL, "2")));
        changeIndex.add(change("initrds", 2, target("initrd", PortionKind.INITRD, "2")));

        assertThat(matcher.needs(vm))
                .extracting(need -> need.change().id())
                .containsExactlyInAnyOrder("kernels", "initrds");
    }

    @Test
    void shouldNotSplitAChangeWhoseSlotsANewerOneTakes() {
        Placement vm = on(kernel("1"), initrd("1"));
        changeIndex.add(change(
                "both", 1, target("kernel", PortionKind.KERNEL, "2"), target("initrd", PortionKind.INITRD, "2")));
        changeIndex.add(change("kernel-only", 2, target("kernel", PortionKind.KERNEL, "3")));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("kernel-only");
    }

    @Test
    void shouldFallBackToTheOlderChangeWhenTheNewestIsWithdrawn() {
        Placement vm = on(kernel("1"));
        changeIndex.add(change("old", 1, target("kernel", PortionKind.KERNEL, "2")));
        changeIndex.add(change("new", 2, target("kernel", PortionKind.KERNEL, "3")));
        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("new");

        changeIndex.addWithdrawn(change("new", 2, target("kernel", PortionKind.KERNEL, "3")));

        assertThat(matcher.needs(vm)).singleElement().satisfies(need -> {
            assertThat(need.change().id()).isEqualTo("old");
            assertThat(need.returnsFrom()).isEmpty();
        });
    }

    @Test
    void shouldReturnFromAWithdrawnVersionToTheNewestAvailableOneBeforeIt() {
        Placement vm = on(kernel("4"), initrd("4"));
        changeIndex.add(change("first", 1, target("kernel", PortionKind.KERNEL, "1")));
        changeIndex.add(pair("second", 2, "2"));
        changeIndex.addWithdrawn(pair("third", 3, "3"));
        changeIndex.addWithdrawn(pair("fourth", 4, "4"));

        assertThat(matcher.needs(vm)).singleElement().satisfies(need -> {
            assertThat(need.change().id()).isEqualTo("second");
            assertThat(need.returnsFrom()).contains("fourth");
            assertThat(need.replacements())
                    .extracting(replacement -> replacement.slot().name() + " " + replacement.toVersion())
                    .containsExactly("kernel 2", "initrd 2");
        });
    }

    @Test
    void shouldMoveOnFromAWithdrawnVersionWhereANewerOneIsAvailable() {
        Placement vm = on(kernel("2"));
        changeIndex.add(change("first", 1, target("kernel", PortionKind.KERNEL, "1")));
        changeIndex.addWithdrawn(change("second", 2, target("kernel", PortionKind.KERNEL, "2")));
        changeIndex.add(change("third", 3, target("kernel", PortionKind.KERNEL, "3")));

        assertThat(matcher.needs(vm)).singleElement().satisfies(need -> {
            assertThat(need.change().id()).isEqualTo("third");
            assertThat(need.returnsFrom()).isEmpty();
        });
    }

    @Test
    void shouldNotReturnWhatAnAvailableChangeBringsToo() {
        Placement vm = on(kernel("2"), initrd("1"));
        changeIndex.add(pair("first", 1, "1"));
        changeIndex.addWithdrawn(new PublishedChange(
                "second",
                2,
                List.of(target("kernel", PortionKind.KERNEL, "2"), target("initrd", PortionKind.INITRD, "1"))));

        assertThat(matcher.needs(vm)).singleElement().satisfies(need -> assertThat(need.replacements())
                .extracting(replacement -> replacement.slot().name())
                .containsExactly("kernel"));
    }

    @Test
    void shouldNotReturnWhereNothingThatWasThereBeforeIsAvailable() {
        Placement vm = on(kernel("2"));
        changeIndex.addWithdrawn(change("first", 1, target("kernel", PortionKind.KERNEL, "1")));
        changeIndex.addWithdrawn(change("second", 2, target("kernel", PortionKind.KERNEL, "2")));
        changeIndex.add(change("other", 3, target("initrd", PortionKind.INITRD, "1")));

        assertThat(matcher.needs(vm)).isEmpty();
    }

    @Test
    void shouldReturnByWayOfAnotherWithdrawnChangeWhereVersionsAreListed() {
        Placement vm = on(kernel("c"));
        changeIndex.add(change("first", 1, listed("a", "none")));
        changeIndex.addWithdrawn(change("second", 2, listed("b", "a")));
        changeIndex.addWithdrawn(change("third", 3, listed("c", "b")));
        changeIndex.add(change("elsewhere", 4, listed("d", "none")));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("first");
    }

    @Test
    void shouldMoveFromTheContentThatAChangeSaysToReplaceThoughItsVersionIsTheSame() {
        Placement vm = on(kernelWith("2", "a"));
        changeIndex.add(change("first", 1, content("2", "a")));
        changeIndex.add(change("second", 2, content("2", "b", "sha256:" + sha256("a"))));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("second");
        assertThat(matcher.needs(on(kernelWith("2", "b")))).isEmpty();
        assertThat(matcher.needs(on(kernelWith("1", "c"))))
                .extracting(need -> need.change().id())
                .containsExactly("second");
    }

    @Test
    void shouldReturnFromWithdrawnContentThoughAnAvailableChangeHasItsVersion() {
        Placement vm = on(kernelWith("2", "a"));
        changeIndex.add(change("before", 1, content("1", "c")));
        changeIndex.addWithdrawn(change("first", 2, content("2", "a")));
        changeIndex.add(change("second", 3, kernel("2", Optional.of("b"), VersionOrder.LISTED, "0")));

        assertThat(matcher.needs(vm)).singleElement().satisfies(need -> {
            assertThat(need.change().id()).isEqualTo("before");
            assertThat(need.returnsFrom()).contains("first");
        });
        assertThat(matcher.needs(on(kernelWith("2", "b")))).isEmpty();
    }

    @Test
    void shouldNotMoveToTheContentThatIsThereUnderAnotherVersion() {
        Placement vm = on(kernelWith("2", "a"));
        changeIndex.add(change("second", 2, content("3", "a")));
        assertThat(matcher.needs(vm)).isEmpty();

        changeIndex.add(change("third", 3, kernel("4", Optional.of("d"), VersionOrder.LISTED, "3")));
        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("third");
    }

    @Test
    void shouldTakeTheWordOfARuleForAVersionWhoseContentNobodyRead() {
        changeIndex.addWithdrawn(change("first", 2, content("2", "a")));
        changeIndex.add(change("before", 1, content("1", "c")));
        assertThat(matcher.needs(on(kernel("2")))).hasSize(1);

        changeIndex.add(change("second", 3, content("2", "b", "sha256:" + sha256("a"))));
        assertThat(matcher.needs(on(kernel("2")))).isEmpty();
    }

    @Test
    void shouldMatchASlotOnceWhoseAliasesHoldTheSameVersion() {
        Placement vm = on(kernel("1", "vmlinuz-1"), kernel("1", "vmlinuz"));
        changeIndex.add(change("newer", 1, target("kernel", PortionKind.KERNEL, "2")));

        assertThat(matcher.needs(vm)).singleElement().satisfies(need -> assertThat(need.replacements())
                .hasSize(1));
    }

    @Test
    void shouldNotMatchASlotWhoseAliasesHoldDifferentVersions() {
        Placement vm = on(kernel("1", "a"), kernel("2", "b"), initrd("1"));
        changeIndex.add(change("initrds", 1, target("initrd", PortionKind.INITRD, "2")));
        changeIndex.add(pair("both", 2, "3"));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("initrds");
    }

    @Test
    void shouldNotMatchASlotWhoseAliasesHoldDifferentPortions() {
        VolumeId other = new VolumeId("host/pool", "c");
        contents.put(other, new VolumeContent("os/kernel-rt", PortionKind.KERNEL, "1", Optional.empty()));
        SlotImage look = new SlotImage("kernel", PortionKind.KERNEL, VolumeRef.of(other, "/c"), Optional.empty());
        changeIndex.add(change("newer", 1, target("kernel", PortionKind.KERNEL, "2")));

        assertThat(matcher.needs(on(kernel("1"), look))).isEmpty();
        assertThat(matcher.needs(on(look, kernel("1")))).isEmpty();
    }

    @Test
    void shouldNotMatchASlotWhoseAliasesHoldDifferentContentOfOneVersion() {
        changeIndex.add(change("newer", 1, content("3", "d")));

        assertThat(matcher.needs(on(kernelWith("2", "a"), kernelWith("2", "b"))))
                .isEmpty();
    }

    @Test
    void shouldNotReturnASlotWhoseAliasesContradictOneAnother() {
        Placement vm = on(kernel("2"), kernel("1", "b"));
        changeIndex.add(change("first", 1, target("kernel", PortionKind.KERNEL, "1")));
        changeIndex.addWithdrawn(change("second", 2, target("kernel", PortionKind.KERNEL, "2")));

        assertThat(matcher.needs(vm)).isEmpty();
    }

    @Test
    void shouldMatchByTheAliasWhoseVersionIsKnown() {
        VolumeId unknown = new VolumeId("host/pool", "link");
        SlotImage link = new SlotImage("kernel", PortionKind.KERNEL, VolumeRef.of(unknown, "/link"), Optional.empty());
        changeIndex.add(change("newer", 1, target("kernel", PortionKind.KERNEL, "2")));

        assertThat(matcher.needs(on(link, kernel("1")))).hasSize(1);
    }

    private SlotImage kernel(String version) {
        return slot("kernel", PortionKind.KERNEL, version);
    }

    /** Returns a kernel slot whose volume has a name of its own. */
    private SlotImage kernel(String version, String volume) {
        VolumeId id = new VolumeId("host/pool", volume);
        contents.put(id, new VolumeContent("os/kernel", PortionKind.KERNEL, version, Optional.empty()));
        return new SlotImage("kernel", PortionKind.KERNEL, VolumeRef.of(id, "/" + volume), Optional.empty());
    }

    private SlotImage initrd(String version) {
        return slot("initrd", PortionKind.INITRD, version);
    }

    private SlotImage slot(String name, PortionKind kind, String version) {
        VolumeId id = new VolumeId("host/pool", name + "-" + version);
        contents.put(id, new VolumeContent("os/" + name, kind, version, Optional.empty()));
        return new SlotImage(name, kind, VolumeRef.of(id, "/" + id.volume()), Optional.empty());
    }

    private static Placement on(SlotImage... slots) {
        return new Placement("host", 0, List.of(slots));
    }

    private static PublishedChange change(String id, long sequence, TargetVersion... targets) {
        return new PublishedChange(id, sequence, List.of(targets));
    }

    private static TargetVersion target(String portion, PortionKind kind, String version) {
        return new TargetVersion(
                "os/" + portion,
                kind,
                version,
                Optional.empty(),
                new TargetVersion.Supersedes(VersionOrder.DEBIAN, Set.of()));
    }

    private static PublishedChange pair(String id, long sequence, String version) {
        return change(
                id,
                sequence,
                target("kernel", PortionKind.KERNEL, version),
                target("initrd", PortionKind.INITRD, version));
    }

    private static TargetVersion listed(String version) {
        return listed(version, "1");
    }

    private static TargetVersion listed(String version, String superseded) {
        return kernel(version, Optional.empty(), VersionOrder.LISTED, superseded);
    }

    private static TargetVersion kernel(
            String version, Optional<String> content, VersionOrder ordering, String... superseded) {
        return new TargetVersion(
                "os/kernel",
                PortionKind.KERNEL,
                version,
                content.map(MatcherTest::sha256),
                new TargetVersion.Supersedes(ordering, Set.of(superseded)));
    }

    private static TargetVersion content(String version, String content, String... superseded) {
        return kernel(version, Optional.of(content), VersionOrder.DEBIAN, superseded);
    }

    /** Returns a kernel slot whose volume holds content that was read. */
    private SlotImage kernelWith(String version, String content) {
        VolumeId id = new VolumeId("host/pool", "kernel-" + version + "-" + content);
        contents.put(id, new VolumeContent("os/kernel", PortionKind.KERNEL, version, Optional.of(sha256(content))));
        return new SlotImage("kernel", PortionKind.KERNEL, VolumeRef.of(id, "/" + id.volume()), Optional.empty());
    }

    private static String sha256(String letter) {
        return letter.repeat(64);
    }
}
