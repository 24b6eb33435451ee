package io.slackwater.ingest.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slackwater.debian.archive.ArchiveConfiguration;
import io.slackwater.debian.archive.DebianArchive;
import io.slackwater.debian.archive.Repository;
import io.slackwater.debian.expand.Compression;
import io.slackwater.debian.release.DateCheck;
import io.slackwater.debian.testing.TestArchive;
import io.slackwater.debian.testing.TestDeb;
import io.slackwater.debian.testing.TestKey;
import io.slackwater.domain.change.Change;
import io.slackwater.domain.change.VerifiedVersion;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.Severity;
import io.slackwater.ingest.artifact.ArtifactStore;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.ingest.source.SourceException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianSourceTest {

    private static final TestKey KEY = new TestKey();
    private static final PortionRule KERNEL = new PortionRule(
            "debian-12/kernel",
            PortionKind.KERNEL,
            Pattern.compile("linux-image-6\\.1\\.0-\\d+-cloud-amd64"),
            new MemberPattern("boot/vmlinuz-*"),
            true);

    @TempDir
    Path directory;

    private final List<Repository> repositories = new ArrayList<>();
    private ArtifactStore store;

    @BeforeEach
    void makeStore() throws IOException {
        store = new ArtifactStore(directory.resolve("data"), 1 << 20);
    }

    @Test
    void shouldOfferTheHighestVersionWithItsKernelInTheStore() throws Exception {
        publish("6.1.0-9-cloud-amd64=6.1.27-1", "6.1.0-50-cloud-amd64=6.1.176-1");

        Change change = source(false, KERNEL).fetchNewest();

        VerifiedVersion kernel = change.portions().get(0);
        assertThat(kernel.version()).isEqualTo("6.1.0-50-cloud-amd64");
        assertThat(kernel.kernelRelease()).contains("6.1.0-50-cloud-amd64");
        assertThat(kernel.artifact()).isEqualTo(URI.create("http://store/artifacts/" + kernel.sha256()));
        assertThat(store.find(kernel.sha256()))
                .hasValueSatisfying(file -> assertThat(file).hasContent("kernel 6.1.0-50-cloud-amd64"));
        assertThat(directory.resolve("data/artifacts/incoming")).isEmptyDirectory();
    }

    @Test
    void shouldTakeTheVersionOfThePackageWhereTheRuleSaysSo() throws Exception {
        publish("6.1.0-50-cloud-amd64=6.1.176-1");
        PortionRule byPackage =
                new PortionRule(KERNEL.portion(), KERNEL.kind(), KERNEL.packageName(), KERNEL.member(), false);

        VerifiedVersion kernel =
                source(false, byPackage).fetchNewest().portions().get(0);

        assertThat(kernel.version()).isEqualTo("6.1.176-1");
        assertThat(kernel.kernelRelease()).contains("6.1.0-50-cloud-amd64");
    }

    @Test
    void shouldOfferTheSameChangeUntilANewerVersionComes() throws Exception {
        publish("6.1.0-50-cloud-amd64=6.1.176-1");
        DebianSource source = source(false, KERNEL);
        String first = source.fetchNewest().id();

        assertThat(source.fetchNewest().id()).isEqualTo(first);

        publish("6.1.0-50-cloud-amd64=6.1.176-1", "6.1.0-51-cloud-amd64=6.1.177-1");
        assertThat(source.fetchNewest().id()).isNotEqualTo(first);
    }

    @Test
    void shouldRefuseAnArchiveThatGoesBack() throws Exception {
        publish("6.1.0-51-cloud-amd64=6.1.177-1");
        DebianSource source = source(false, KERNEL);
        source.fetchNewest();
        publish("6.1.0-50-cloud-amd64=6.1.176-1");

        assertFails(source, "went-back", "went back from 6.1.177-1 to 6.1.176-1");
    }

    @Test
    void shouldMoveAllPortionsOfTheSystemTogether() throws Exception {
        publish("6.1.0-50-cloud-amd64=6.1.176-1");
        PortionRule copyright = new PortionRule(
                "debian-12/copyright", PortionKind.LAYER, KERNEL.packageName(), new MemberPattern("usr/*"), false);

        assertThat(source(false, KERNEL, copyright).fetchNewest().portions())
                .extracting(VerifiedVersion::portion)
                .containsExactly("debian-12/copyright", "debian-12/kernel");
    }

    @Test
    void shouldNameTheCauseWhenTheSignatureIsOfAStranger() throws Exception {
        publish("6.1.0-50-cloud-amd64=6.1.176-1");
        Repository good = repositories.get(0);
        Path stranger = new TestKey().writeBinary(directory.resolve("stranger.gpg"));
        repositories.set(
                0,
                new Repository(
                        good.uri(),
                        good.suite(),
                        good.components(),
                        new io.slackwater.debian.release.KeySource.Files(List.of(stranger)),
                        DateCheck.DATE_AND_VALID_UNTIL));

        assertFails(source(false, KERNEL), "unknown-key", "InRelease is signed by key");
        assertThat(directory.resolve("data/artifacts/sha256")).isEmptyDirectory();
    }

    @Test
    void shouldNameThePatternThatNoPackageFits() throws Exception {
        publish("6.1.0-50-amd64=6.1.176-1");

        assertFails(source(false, KERNEL), "not-found", "no package named linux-image-6");
    }

    @Test
    void shouldFailAsAWholeUnlessToleratingARepositoryThatCannotBeRead() throws Exception {
        publish("6.1.0-50-cloud-amd64=6.1.176-1");
        Repository good = repositories.get(0);
        repositories.add(
                new Repository(good.uri(), "gone", good.components(), good.keys(), DateCheck.DATE_AND_VALID_UNTIL));

        assertFails(source(false, KERNEL), "not-found", "dists/gone/InRelease does not exist");
        assertThat(source(true, KERNEL).fetchNewest().portions()).hasSize(1);
    }

    private static void assertFails(DebianSource source, String code, String message) {
        assertThatThrownBy(source::fetchNewest)
                .isInstanceOfSatisfying(SourceException.class, failure -> assertThat(failure.code())
                        .isEqualTo(code))
                .hasMessageContaining(message);
    }

    /** Replaces the archive; each argument is {@code kernel release=package version}. */
    private void publish(String... kernels) throws IOException {
        Path root = Files.createDirectories(directory.resolve("archive"));
        TestArchive archive = new TestArchive(root, "stable", KEY);
        for (String kernel : kernels) {
            String release = kernel.substring(0, kernel.indexOf('='));
            byte[] deb = new TestDeb()
                    .file("./boot/vmlinuz-" + release, "kernel " + release)
                    .file("./usr/copyright", "free")
                    .bytes(Compression.XZ);
            archive.offer("linux-image-" + release, kernel.substring(kernel.indexOf('=') + 1), deb);
        }
        repositories.clear();
        repositories.add(archive.publish(Compression.XZ));
    }

    private DebianSource source(boolean tolerant, PortionRule... rules) {
        DebianSource.Settings settings = new DebianSource.Settings(
                "test", "debian-12", List.of(rules), Duration.ofHours(1), Severity.UNKNOWN, tolerant);
        PortionExtractor extractor = new PortionExtractor(
                store,
                sha256 -> URI.create("http://store/artifacts/" + sha256),
                new IngestMetrics(new SimpleMeterRegistry()));
        return new DebianSource(
                settings,
                () -> DebianArchive.open(ArchiveConfiguration.of(repositories, directory.resolve("cache"))),
                extractor);
    }
}
