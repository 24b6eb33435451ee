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

    private final Map<VolumeId, VolumeContent> holdings = new HashMap<>();
    private final ChangeIndex book = new ChangeIndex(new Supersession(DebianVersion.TEXT_ORDER));
    private final Matcher matcher = new Matcher(book, id -> Optional.ofNullable(holdings.get(id)));

    @Test
    void shouldCompareVersionsInDebianOrder() {
        Placement vm = on(kernel("6.1.0-9"));
        book.add(change("newer", 1, target("kernel", PortionKind.KERNEL, "6.1.0-10")));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("newer");
    }

    @Test
    void shouldNotNeedAnOlderOrTheSameVersion() {
        Placement vm = on(kernel("6.1.0-10"));
        book.add(change("older", 1, target("kernel", PortionKind.KERNEL, "6.1.0-9")));
        book.add(change("same", 2, target("kernel", PortionKind.KERNEL, "6.1.0-10")));

        assertThat(matcher.needs(vm)).isEmpty();
    }

    @Test
    void shouldReplaceOnlyListedVersionsWhereThereIsAList() {
        book.add(change("listed", 1, kernel("blue", Optional.empty(), VersionOrder.LISTED, "green", "red")));

        assertThat(matcher.needs(on(kernel("green")))).hasSize(1);
        assertThat(matcher.needs(on(kernel("yellow")))).isEmpty();
    }

    @Test
    void shouldNotReplaceWhatCannotBeCompared() {
        book.add(change("newer", 1, target("kernel", PortionKind.KERNEL, "6.1.0-10")));

        assertThat(matcher.needs(on(kernel("no version!")))).isEmpty();
    }

    @Test
    void shouldNeedTheHigherVersionWhicheverChangeCameLast() {
        Placement vm = on(kernel("1"));
        book.add(change("high", 1, target("kernel", PortionKind.KERNEL, "3")));
        book.add(change("low", 2, target("kernel", PortionKind.KERNEL, "2")));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("high");
    }

    @Test
    void shouldNeedTheLaterChangeWhereVersionsSayNothing() {
        Placement vm = on(kernel("1"));
        book.add(change("first", 1, listed("a")));
        book.add(change("second", 2, listed("b")));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("second");
    }

    @Test
    void shouldNeedTwoChangesThatConcernDifferentSlots() {
        Placement vm = on(kernel("1"), initrd("1"));
        book.add(change("kernels", 1, target("kernel", PortionKind.KERNEL, "2")));
        book.add(change("initrds", 2, target("initrd", PortionKind.INITRD, "2")));

        assertThat(matcher.needs(vm))
                .extracting(need -> need.change().id())
                .containsExactlyInAnyOrder("kernels", "initrds");
    }

    @Test
    void shouldNotSplitAChangeWhoseSlotsANewerOneTakes() {
        Placement vm = on(kernel("1"), initrd("1"));
        book.add(change(
                "both", 1, target("kernel", PortionKind.KERNEL, "2"), target("initrd", PortionKind.INITRD, "2")));
        book.add(change("kernel-only", 2, target("kernel", PortionKind.KERNEL, "3")));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("kernel-only");
    }

    @Test
    void shouldFallBackToTheOlderChangeWhenTheNewestIsWithdrawn() {
        Placement vm = on(kernel("1"));
        book.add(change("old", 1, target("kernel", PortionKind.KERNEL, "2")));
        book.add(change("new", 2, target("kernel", PortionKind.KERNEL, "3")));
        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("new");

        book.addWithdrawn(change("new", 2, target("kernel", PortionKind.KERNEL, "3")));

        assertThat(matcher.needs(vm)).singleElement().satisfies(need -> {
            assertThat(need.change().id()).isEqualTo("old");
            assertThat(need.returnsFrom()).isEmpty();
        });
    }

    @Test
    void shouldReturnFromAWithdrawnVersionToTheNewestAvailableOneBeforeIt() {
        Placement vm = on(kernel("4"), initrd("4"));
        book.add(change("first", 1, target("kernel", PortionKind.KERNEL, "1")));
        book.add(pair("second", 2, "2"));
        book.addWithdrawn(pair("third", 3, "3"));
        book.addWithdrawn(pair("fourth", 4, "4"));

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
        book.add(change("first", 1, target("kernel", PortionKind.KERNEL, "1")));
        book.addWithdrawn(change("second", 2, target("kernel", PortionKind.KERNEL, "2")));
        book.add(change("third", 3, target("kernel", PortionKind.KERNEL, "3")));

        assertThat(matcher.needs(vm)).singleElement().satisfies(need -> {
            assertThat(need.change().id()).isEqualTo("third");
            assertThat(need.returnsFrom()).isEmpty();
        });
    }

    @Test
    void shouldNotReturnWhatAnAvailableChangeBringsToo() {
        Placement vm = on(kernel("2"), initrd("1"));
        book.add(pair("first", 1, "1"));
        book.addWithdrawn(new Change(
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
        book.addWithdrawn(change("first", 1, target("kernel", PortionKind.KERNEL, "1")));
        book.addWithdrawn(change("second", 2, target("kernel", PortionKind.KERNEL, "2")));
        book.add(change("other", 3, target("initrd", PortionKind.INITRD, "1")));

        assertThat(matcher.needs(vm)).isEmpty();
    }

    @Test
    void shouldReturnByWayOfAnotherWithdrawnChangeWhereVersionsAreListed() {
        Placement vm = on(kernel("c"));
        book.add(change("first", 1, listed("a", "none")));
        book.addWithdrawn(change("second", 2, listed("b", "a")));
        book.addWithdrawn(change("third", 3, listed("c", "b")));
        book.add(change("elsewhere", 4, listed("d", "none")));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("first");
    }

    @Test
    void shouldMoveFromTheContentThatAChangeSaysToReplaceThoughItsVersionIsTheSame() {
        Placement vm = on(kernelWith("2", "a"));
        book.add(change("first", 1, content("2", "a")));
        book.add(change("second", 2, content("2", "b", "sha256:" + sha256("a"))));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("second");
        assertThat(matcher.needs(on(kernelWith("2", "b")))).isEmpty();
        assertThat(matcher.needs(on(kernelWith("1", "c"))))
                .extracting(need -> need.change().id())
                .containsExactly("second");
    }

    @Test
    void shouldReturnFromWithdrawnContentThoughAnAvailableChangeHasItsVersion() {
        Placement vm = on(kernelWith("2", "a"));
        book.add(change("before", 1, content("1", "c")));
        book.addWithdrawn(change("first", 2, content("2", "a")));
        book.add(change("second", 3, kernel("2", Optional.of("b"), VersionOrder.LISTED, "0")));

        assertThat(matcher.needs(vm)).singleElement().satisfies(need -> {
            assertThat(need.change().id()).isEqualTo("before");
            assertThat(need.returnsFrom()).contains("first");
        });
        assertThat(matcher.needs(on(kernelWith("2", "b")))).isEmpty();
    }

    @Test
    void shouldNotMoveToTheContentThatIsThereUnderAnotherVersion() {
        Placement vm = on(kernelWith("2", "a"));
        book.add(change("second", 2, content("3", "a")));
        assertThat(matcher.needs(vm)).isEmpty();

        book.add(change("third", 3, kernel("4", Optional.of("d"), VersionOrder.LISTED, "3")));
        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("third");
    }

    @Test
    void shouldTakeTheWordOfARuleForAVersionWhoseContentNobodyRead() {
        book.addWithdrawn(change("first", 2, content("2", "a")));
        book.add(change("before", 1, content("1", "c")));
        assertThat(matcher.needs(on(kernel("2")))).hasSize(1);

        book.add(change("second", 3, content("2", "b", "sha256:" + sha256("a"))));
        assertThat(matcher.needs(on(kernel("2")))).isEmpty();
    }

    @Test
    void shouldMatchASlotOnceWhoseAliasesHoldTheSameVersion() {
        Placement vm = on(kernel("1", "vmlinuz-1"), kernel("1", "vmlinuz"));
        book.add(change("newer", 1, target("kernel", PortionKind.KERNEL, "2")));

        assertThat(matcher.needs(vm)).singleElement().satisfies(need -> assertThat(need.replacements())
                .hasSize(1));
    }

    @Test
    void shouldNotMatchASlotWhoseAliasesHoldDifferentVersions() {
        Placement vm = on(kernel("1", "a"), kernel("2", "b"), initrd("1"));
        book.add(change("initrds", 1, target("initrd", PortionKind.INITRD, "2")));
        book.add(pair("both", 2, "3"));

        assertThat(matcher.needs(vm)).extracting(need -> need.change().id()).containsExactly("initrds");
    }

    @Test
    void shouldNotMatchASlotWhoseAliasesHoldDifferentPortions() {
        VolumeId other = new VolumeId("host/pool", "c");
        holdings.put(other, new VolumeContent("os/kernel-rt", PortionKind.KERNEL, "1", Optional.empty()));
        Slot look = new Slot("kernel", PortionKind.KERNEL, VolumeRef.of(other, "/c"), Optional.empty());
        book.add(change("newer", 1, target("kernel", PortionKind.KERNEL, "2")));

        assertThat(matcher.needs(on(kernel("1"), look))).isEmpty();
        assertThat(matcher.needs(on(look, kernel("1")))).isEmpty();
    }

    @Test
    void shouldNotMatchASlotWhoseAliasesHoldDifferentContentOfOneVersion() {
        book.add(change("newer", 1, content("3", "d")));

        assertThat(matcher.needs(on(kernelWith("2", "a"), kernelWith("2", "b"))))
                .isEmpty();
    }

    @Test
    void shouldNotReturnASlotWhoseAliasesContradictOneAnother() {
        Placement vm = on(kernel("2"), kernel("1", "b"));
        book.add(change("first", 1, target("kernel", PortionKind.KERNEL, "1")));
        book.addWithdrawn(change("second", 2, target("kernel", PortionKind.KERNEL, "2")));

        assertThat(matcher.needs(vm)).isEmpty();
    }

    @Test
    void shouldMatchByTheAliasWhoseVersionIsKnown() {
        VolumeId unknown = new VolumeId("host/pool", "link");
        Slot link = new Slot("kernel", PortionKind.KERNEL, VolumeRef.of(unknown, "/link"), Optional.empty());
        book.add(change("newer", 1, target("kernel", PortionKind.KERNEL, "2")));

        assertThat(matcher.needs(on(link, kernel("1")))).hasSize(1);
    }

    private Slot kernel(String version) {
        return slot("kernel", PortionKind.KERNEL, version);
    }

    /** Returns a kernel slot whose volume has a name of its own. */
    private Slot kernel(String version, String volume) {
        VolumeId id = new VolumeId("host/pool", volume);
        holdings.put(id, new VolumeContent("os/kernel", PortionKind.KERNEL, version, Optional.empty()));
        return new Slot("kernel", PortionKind.KERNEL, VolumeRef.of(id, "/" + volume), Optional.empty());
    }

    private Slot initrd(String version) {
        return slot("initrd", PortionKind.INITRD, version);
    }

    private Slot slot(String name, PortionKind kind, String version) {
        VolumeId id = new VolumeId("host/pool", name + "-" + version);
        holdings.put(id, new VolumeContent("os/" + name, kind, version, Optional.empty()));
        return new Slot(name, kind, VolumeRef.of(id, "/" + id.volume()), Optional.empty());
    }

    private static Placement on(Slot... slots) {
        return new Placement("host", 0, List.of(slots));
    }

    private static Change change(String id, long sequence, Target... targets) {
        return new Change(id, sequence, List.of(targets));
    }

    private static Target target(String portion, PortionKind kind, String version) {
        return new Target(
                "os/" + portion, kind, version, Optional.empty(), new Target.Supersedes(VersionOrder.DEBIAN, Set.of()));
    }

    private static Change pair(String id, long sequence, String version) {
        return change(
                id,
                sequence,
                target("kernel", PortionKind.KERNEL, version),
                target("initrd", PortionKind.INITRD, version));
    }

    private static Target listed(String version) {
        return listed(version, "1");
    }

    private static Target listed(String version, String superseded) {
        return kernel(version, Optional.empty(), VersionOrder.LISTED, superseded);
    }

    private static Target kernel(
            String version, Optional<String> content, VersionOrder ordering, String... superseded) {
        return new Target(
                "os/kernel",
                PortionKind.KERNEL,
                version,
                content.map(MatcherTest::sha256),
                new Target.Supersedes(ordering, Set.of(superseded)));
    }

    private static Target content(String version, String content, String... superseded) {
        return kernel(version, Optional.of(content), VersionOrder.DEBIAN, superseded);
    }

    /** Returns a kernel slot whose volume holds content that was read. */
    private Slot kernelWith(String version, String content) {
        VolumeId id = new VolumeId("host/pool", "kernel-" + version + "-" + content);
        holdings.put(id, new VolumeContent("os/kernel", PortionKind.KERNEL, version, Optional.of(sha256(content))));
        return new Slot("kernel", PortionKind.KERNEL, VolumeRef.of(id, "/" + id.volume()), Optional.empty());
    }

    private static String sha256(String letter) {
        return letter.repeat(64);
    }
}
