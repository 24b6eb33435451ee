package io.slackwater.domain.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeMatcherTest {

    private static final String DIGEST = "ab".repeat(32);
    private static final PortionVersion V49 = kernel("6.1.0-49");
    private static final PortionVersion V50 = kernel("6.1.0-50");
    private static final Artifact KERNEL = artifact(V50, DIGEST);

    private final VolumeMatcher volumeMatcher = new VolumeMatcher(
            List.of(KERNEL), Set.of(V49, V50, kernel("6.1.0")), Map.of("boot-6.1.0-49.img", V49, "by-a-rule", V49));

    @ParameterizedTest
    @CsvSource({
        "debian-12.kernel-6.1.0-49, 6.1.0-49",
        "debian-12.kernel-6.1.0-49-0123456789ab, 6.1.0-49",
        "debian-12.kernel-6.1.0-49.bak, 6.1.0-49",
        "debian-12.kernel-6.1.0-4, 6.1.0",
        "boot-6.1.0-48.img, 6.1.0-48",
        "boot-6.1.0-49.img, 6.1.0-49",
        "by-a-rule, 6.1.0-49",
    })
    void shouldGuessByName(String name, String version) {
        assertThat(volumeMatcher.match(listed(name, 7), unread())).isEqualTo(new ContentMatch.ByName(kernel(version)));
    }

    @ParameterizedTest
    @CsvSource({
        "private.img",
        "debian-12.kernel-6.1.10",
        "debian-12.kernel-",
        "boot-.img",
        "boot-of-ada.img",
        "boot-6.1.0-48.qcow2",
    })
    void shouldNotKnowWhatHasNeitherKnownContentNorName(String name) {
        assertThat(volumeMatcher.match(listed(name, 7), unread())).isEqualTo(new ContentMatch.Unknown());
    }

    @Test
    void shouldMatchByDigestWhateverItIsCalled() {
        assertThat(volumeMatcher.match(listed("private.img", KERNEL.size()), new DigestResult.Digest(DIGEST)))
                .isEqualTo(new ContentMatch.ByDigest(KERNEL));
    }

    @Test
    void shouldNotTakeLengthForContent() {
        assertThat(volumeMatcher.match(listed("private.img", KERNEL.size()), new DigestResult.Digest("cd".repeat(32))))
                .isEqualTo(new ContentMatch.Unknown());
        assertThat(volumeMatcher.match(
                        listed("boot-6.1.0-48.img", KERNEL.size()), new DigestResult.Digest("cd".repeat(32))))
                .isEqualTo(new ContentMatch.ByName(kernel("6.1.0-48")));
    }

    @Test
    void shouldSayThatItWasNotReadRatherThanGuess() {
        assertThat(volumeMatcher.match(listed("boot-6.1.0-48.img", KERNEL.size()), unread()))
                .isEqualTo(new ContentMatch.Unread("late"));
    }

    @Test
    void shouldMeanTheArtifactThatTheNameSpeaksOfWhereSeveralHaveTheContent() {
        Artifact rebuilt = artifact(V49, DIGEST);
        for (List<Artifact> artifacts : List.of(List.of(KERNEL, rebuilt), List.of(rebuilt, KERNEL))) {
            VolumeMatcher both = new VolumeMatcher(artifacts, Set.of(V49, V50), Map.of());

            assertThat(both.match(listed("debian-12.kernel-6.1.0-49", KERNEL.size()), new DigestResult.Digest(DIGEST)))
                    .isEqualTo(new ContentMatch.ByDigest(rebuilt));
        }
    }

    @Test
    void shouldReadOnlyWhatIsAsLongAsAKnownArtifact() {
        assertThat(volumeMatcher.isToBeRead(listed("a", KERNEL.size()))).isTrue();
        assertThat(volumeMatcher.isToBeRead(listed("a", KERNEL.size() + 1))).isFalse();
        assertThat(volumeMatcher.isToBeRead(listed("a", 0))).isFalse();
    }

    @Test
    void shouldTakeWhatAnotherFileBacksForADiskWhateverItIsCalled() {
        ListedVolume overlay = new ListedVolume("debian-12.kernel-6.1.0-49", KERNEL.size(), true);

        assertThat(volumeMatcher.isToBeRead(overlay)).isFalse();
        assertThat(volumeMatcher.match(overlay, new DigestResult.Digest(DIGEST)))
                .isEqualTo(new ContentMatch.Unknown());
    }

    private static DigestResult unread() {
        return new DigestResult.Missing("late");
    }

    private static ListedVolume listed(String name, long bytes) {
        return new ListedVolume(name, bytes, false);
    }

    private static PortionVersion kernel(String version) {
        return new PortionVersion("debian-12/kernel", version, PortionKind.KERNEL);
    }

    private static Artifact artifact(PortionVersion holds, String sha256) {
        return new Artifact(holds, VolumeFormat.RAW, sha256, 1000, "http://127.0.0.1/kernel");
    }
}
