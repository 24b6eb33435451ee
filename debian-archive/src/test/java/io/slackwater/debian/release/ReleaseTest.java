package io.slackwater.debian.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.artifact.transfer.FileDigest;
import io.slackwater.debian.ArchiveException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReleaseTest {

    private static final String DIGEST = "4f7dc894360860bfa967f0e4654a996fa56efec2a4473c60cf349171a63249d7";
    private static final Instant MADE = Instant.parse("2026-07-11T10:16:37Z");
    private static final Instant LAST = Instant.parse("2026-07-18T10:16:37Z");
    private static final String TEXT =
            """
            Origin: Debian
            Suite: oldstable
            Codename: bookworm
            Date: Sat, 11 Jul 2026 10:16:37 UTC
            Valid-Until: Sat, 18 Jul 2026 10:16:37 UTC
            Acquire-By-Hash: yes
            Components: main contrib
            SHA256:
             %s 50060337 main/binary-amd64/Packages
            """
                    .formatted(DIGEST);

    @Test
    void shouldReadWhatAReleaseSays() throws Exception {
        Release release = Release.parse(TEXT, "InRelease");

        assertThat(release.suite()).contains("oldstable");
        assertThat(release.codename()).contains("bookworm");
        assertThat(release.date()).contains(Instant.parse("2026-07-11T10:16:37Z"));
        assertThat(release.validUntil()).contains(Instant.parse("2026-07-18T10:16:37Z"));
        assertThat(release.components()).containsExactly("main", "contrib");
        assertThat(release.acquireByHash()).isTrue();
        assertThat(release.files())
                .containsOnly(java.util.Map.entry("main/binary-amd64/Packages", new FileDigest(50060337, DIGEST)));
    }

    @Test
    void shouldRefuseReleaseWhoseTimeIsOver() throws Exception {
        Release release = Release.parse(TEXT, "InRelease");

        assertThatCode(() -> release.requireValidAt(LAST, DateCheck.DATE_AND_VALID_UNTIL, "InRelease"))
                .doesNotThrowAnyException();
        assertThatThrownBy(
                        () -> release.requireValidAt(LAST.plusSeconds(1), DateCheck.DATE_AND_VALID_UNTIL, "InRelease"))
                .isInstanceOf(ArchiveException.Expired.class)
                .hasMessageContaining("InRelease was valid until 2026-07-18T10:16:37Z");
    }

    @Test
    void shouldRefuseReleaseFromTheFutureButForTenSeconds() throws Exception {
        Release release = Release.parse(TEXT, "InRelease");

        assertThatCode(() -> release.requireValidAt(MADE.minusSeconds(10), DateCheck.DATE, "InRelease"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> release.requireValidAt(MADE.minusSeconds(11), DateCheck.DATE, "InRelease"))
                .isInstanceOf(ArchiveException.Expired.class)
                .hasMessageContaining("InRelease is dated 2026-07-11T10:16:37Z and it is now 2026-07-11T10:16:26Z");
        assertThatCode(() -> release.requireValidAt(Instant.EPOCH, DateCheck.NONE, "InRelease"))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldTakeSuiteByClassOrCodenameAndRefuseAnother() throws Exception {
        Release release = Release.parse(TEXT, "InRelease");

        for (String name : new String[] {"oldstable", "bookworm", "bookworm/updates"}) {
            assertThatCode(() -> release.requireSuite(name, "InRelease")).doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> release.requireSuite("trixie", "InRelease"))
                .isInstanceOf(ArchiveException.Mismatch.class)
                .hasMessageContaining("suite trixie")
                .hasMessageContaining("codename bookworm");
    }

    @Test
    void shouldNameTheLineOfADamagedDigestTable() {
        assertThatThrownBy(() -> Release.parse(TEXT.replace(DIGEST, "cafe"), "InRelease"))
                .isInstanceOf(ArchiveException.Damaged.class)
                .hasMessageContaining("cafe 50060337 main/binary-amd64/Packages");
    }

    @Test
    void shouldRefuseReleaseWithoutDigests() {
        assertThatThrownBy(() -> Release.parse("Suite: x\n", "InRelease"))
                .isInstanceOf(ArchiveException.Damaged.class)
                .hasMessageContaining("lists no SHA256 digests");
    }

    @Test
    void shouldRefuseADateThatIsNone() {
        assertThatThrownBy(() -> Release.parse(TEXT.replace("18 Jul", "38 Jul"), "InRelease"))
                .isInstanceOf(ArchiveException.Damaged.class)
                .hasMessageContaining("Valid-Until \"Sat, 38 Jul 2026");
    }

    @Test
    void shouldRefuseALineThatIsNoField() {
        assertThatThrownBy(() -> Release.parse("Suite: x\nnonsense\n", "InRelease"))
                .isInstanceOf(ArchiveException.Damaged.class)
                .hasMessageContaining("InRelease, line 2");
    }
}
