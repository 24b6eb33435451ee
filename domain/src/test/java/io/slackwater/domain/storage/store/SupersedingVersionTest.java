package io.slackwater.domain.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.version.DebianVersion;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupersedingVersionTest {

    private static final String NEW = "a".repeat(64);
    private static final String OLD = "b".repeat(64);
    private static final String OTHER = "c".repeat(64);

    @ParameterizedTest
    @CsvSource({
        "debian-12/kernel, KERNEL, 6.1.0-9, true",
        "debian-12/kernel, KERNEL, 6.1.0-10, false",
        "debian-12/kernel, KERNEL, 6.1.0-11, false",
        "debian-12/kernel, KERNEL, no version, false",
        "debian-12/kernel, INITRD, 6.1.0-9, false",
        "debian-13/kernel, KERNEL, 6.1.0-9, false",
    })
    void shouldReplaceWhatComesBeforeItInTheOrder(String portion, PortionKind kind, String version, boolean replaces) {
        SupersedingVersion supersedingVersion = new SupersedingVersion(kernel("6.1.0-10"), NEW, Set.of(), true);

        assertThat(supersedingVersion.replaces(
                        unread(new PortionVersion(portion, version, kind)), DebianVersion.TEXT_ORDER))
                .isEqualTo(replaces);
    }

    @ParameterizedTest
    @CsvSource({"6.1.0-8, true", "6.1.0-9, false"})
    void shouldReplaceOnlyWhatItNamesWhereItNamesAny(String version, boolean replaces) {
        SupersedingVersion supersedingVersion =
                new SupersedingVersion(kernel("6.1.0-10"), NEW, Set.of("6.1.0-8", "sha256:" + OLD), true);

        assertThat(supersedingVersion.replaces(unread(kernel(version)), DebianVersion.TEXT_ORDER))
                .isEqualTo(replaces);
        assertThat(supersedingVersion.named()).containsExactlyInAnyOrder(kernel("6.1.0-10"), kernel("6.1.0-8"));
    }

    @Test
    void shouldReplaceTheContentThatItNamesAndNeverItsOwn() {
        SupersedingVersion supersedingVersion = new SupersedingVersion(kernel("2"), NEW, Set.of("sha256:" + OLD), true);

        assertThat(supersedingVersion.replaces(read("2", OLD, "2"), DebianVersion.TEXT_ORDER))
                .isTrue();
        assertThat(supersedingVersion.replaces(read("2", OTHER, "2"), DebianVersion.TEXT_ORDER))
                .isFalse();
        assertThat(supersedingVersion.replaces(read("1", OTHER, "1"), DebianVersion.TEXT_ORDER))
                .isTrue();
        assertThat(supersedingVersion.replaces(read("1", NEW, "1"), DebianVersion.TEXT_ORDER))
                .isFalse();
        assertThat(supersedingVersion.named()).containsExactly(kernel("2"));
    }

    @Test
    void shouldJudgeContentByAllThatItIsCalled() {
        SupersedingVersion ordered = new SupersedingVersion(kernel("2.5"), NEW, Set.of(), true);
        SupersedingVersion listing = new SupersedingVersion(kernel("x"), NEW, Set.of("3"), false);

        assertThat(ordered.replaces(read("2", OLD, "2", "3"), DebianVersion.TEXT_ORDER))
                .isFalse();
        assertThat(listing.replaces(read("2", OLD, "2", "3"), DebianVersion.TEXT_ORDER))
                .isTrue();
    }

    private static SupersedingVersion.Held unread(PortionVersion version) {
        return new SupersedingVersion.Held(version, Optional.empty(), Set.of(version.version()));
    }

    private static SupersedingVersion.Held read(String version, String sha256, String... versions) {
        return new SupersedingVersion.Held(kernel(version), Optional.of(sha256), Set.of(versions));
    }

    private static PortionVersion kernel(String version) {
        return new PortionVersion("debian-12/kernel", version, PortionKind.KERNEL);
    }
}
