package io.slackwater.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.expand.Compression;
import io.slackwater.debian.index.DebianPackage;
import io.slackwater.debian.index.PackageFilter;
import io.slackwater.debian.release.DateCheck;
import io.slackwater.debian.release.KeySource;
import io.slackwater.debian.testing.TestArchive;
import io.slackwater.debian.testing.TestDeb;
import io.slackwater.debian.testing.TestKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebianArchiveTest {

    private static final TestKey KEY = new TestKey();
    private static final PackageFilter KERNELS = PackageFilter.matching(Pattern.compile("linux-image-\\d+"));

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "ZSTD", mode = EnumSource.Mode.EXCLUDE)
    void shouldFindDownloadAndExtractTheHighestVersion(Compression compression) throws Exception {
        DebianArchive archive = open(kernels("stable").publish(compression));

        DebianPackage highest = Offers.highest(archive.packages(KERNELS)).orElseThrow();
        Path deb = archive.download(highest, directory.resolve("debs"));
        archive.extraction(deb).single(name -> name.startsWith("boot/vmlinuz-"), directory.resolve("vmlinuz"));

        assertThat(highest.version()).hasToString("6.1.192-2");
        assertThat(directory.resolve("vmlinuz")).hasContent("kernel 10");
    }

    @Test
    void shouldReadIndexUnderItsPlainNameWhenItIsNotThereUnderItsDigest() throws Exception {
        DebianArchive archive =
                open(kernels("stable").releaseField("Acquire-By-Hash: yes").publish(Compression.XZ));

        assertThat(archive.packages(KERNELS)).hasSize(2);
    }

    @Test
    void shouldRefuseIndexThatIsNotWhatTheReleaseSays() throws Exception {
        DebianArchive archive = open(kernels("stable").publish(Compression.NONE));
        Path index = archiveRoot("stable").resolve("dists/stable/main/binary-amd64/Packages");
        Files.writeString(index, Files.readString(index).replace("6.1.192-2", "6.1.192-3"));

        assertThatThrownBy(() -> archive.packages(KERNELS))
                .isInstanceOf(ArchiveException.Mismatch.class)
                .hasMessageContaining("binary-amd64/Packages has SHA-256");
    }

    @Test
    void shouldRefusePackageThatIsNotWhatTheIndexSays() throws Exception {
        DebianArchive archive = open(kernels("stable").publish(Compression.XZ));
        DebianPackage highest = Offers.highest(archive.packages(KERNELS)).orElseThrow();
        Path deb = Path.of(highest.uri());
        byte[] altered = Files.readAllBytes(deb);
        altered[altered.length / 2] ^= 1;
        Files.write(deb, altered);

        assertThatThrownBy(() -> archive.download(highest, directory.resolve("debs")))
                .isInstanceOf(ArchiveException.Mismatch.class)
                .hasMessageContaining("linux-image-10");
        assertThat(directory.resolve("debs")).isEmptyDirectory();
    }

    @Test
    void shouldRefuseExpiredReleaseUnlessToldOtherwise() throws Exception {
        Repository repository = kernels("stable")
                .releaseField("Valid-Until: Sat, 18 Jul 2020 10:16:37 UTC")
                .publish(Compression.XZ);
        Repository unchecked =
                new Repository(repository.uri(), "stable", repository.components(), repository.keys(), DateCheck.DATE);

        assertThatThrownBy(() -> DebianArchive.open(configuration(repository)).packages(KERNELS))
                .isInstanceOf(ArchiveException.Expired.class)
                .hasMessageContaining("dists/stable/InRelease was valid until");
        assertThat(DebianArchive.open(configuration(unchecked)).packages(KERNELS))
                .hasSize(2);
    }

    @Test
    void shouldRefuseSuiteThatIsServedUnderAnothersName() throws Exception {
        Repository repository = kernels("stable").publish(Compression.XZ);
        Path root = archiveRoot("stable");
        Files.createDirectories(root.resolve("dists/testing"));
        Files.copy(root.resolve("dists/stable/InRelease"), root.resolve("dists/testing/InRelease"));
        Repository posing = new Repository(
                repository.uri(),
                "testing",
                repository.components(),
                repository.keys(),
                DateCheck.DATE_AND_VALID_UNTIL);

        assertThatThrownBy(() -> open(posing).snapshot("testing"))
                .isInstanceOf(ArchiveException.Mismatch.class)
                .hasMessageContaining("was asked for suite testing");
    }

    @Test
    void shouldRefuseReleaseSignedByAnotherKey() throws Exception {
        Repository repository = kernels("stable").publish(Compression.XZ);
        Path other = new TestKey().writeBinary(directory.resolve("other.gpg"));
        Repository mistrusting = new Repository(
                repository.uri(),
                "stable",
                repository.components(),
                new KeySource.Files(List.of(other)),
                DateCheck.DATE_AND_VALID_UNTIL);

        assertThatThrownBy(() -> open(mistrusting).packages(KERNELS)).isInstanceOf(ArchiveException.Untrusted.class);
    }

    @Test
    void shouldFailAsAWholeOrOfferTheRestWhenOneRepositoryCannotBeRead() throws Exception {
        Repository good = kernels("stable").publish(Compression.XZ);
        Repository missing =
                new Repository(good.uri(), "gone", List.of("main"), good.keys(), DateCheck.DATE_AND_VALID_UNTIL);
        DebianArchive archive = open(missing, good);

        Offers offers = archive.offers(KERNELS);

        assertThat(offers.packages()).hasSize(2);
        assertThat(offers.failures()).hasSize(1).first().isInstanceOf(ArchiveException.NotFound.class);
        assertThatThrownBy(() -> archive.packages(KERNELS)).isInstanceOf(ArchiveException.NotFound.class);
    }

    @Test
    void shouldSayWhichComponentsThereAreWhenTheWantedOneIsNot() throws Exception {
        Repository good = kernels("stable").publish(Compression.XZ);
        Repository contrib =
                new Repository(good.uri(), "stable", List.of("contrib"), good.keys(), DateCheck.DATE_AND_VALID_UNTIL);

        assertThatThrownBy(() -> open(contrib).packages(KERNELS))
                .isInstanceOf(ArchiveException.NotFound.class)
                .hasMessageContaining("contrib/binary-amd64/Packages")
                .hasMessageContaining("[main]");
    }

    @Test
    void shouldRefusePackageWhoseFileNameLeavesTheArchive() throws Exception {
        DebianArchive archive = open(archive("stable")
                .rawIndexText("Package: linux-image-9\nVersion: 1\nArchitecture: amd64\nFilename: ../../etc/passwd\n"
                        + "Size: 1\nSHA256: " + "a".repeat(64) + "\n")
                .publish(Compression.XZ));

        assertThatThrownBy(() -> archive.packages(KERNELS))
                .isInstanceOf(ArchiveException.Damaged.class)
                .hasMessageContaining("leaves the archive");
    }

    /** apt takes each of these for a path below the archive's root, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/etc/passwd",
                "http:///etc/passwd",
                "copy:etc",
                "https://elsewhere.example/x.deb",
                "pool/a?b#c",
                "pool/%2e%2e/x",
                "pool/\u00e9 \\x"
            })
    void shouldNeverReadAPackageElsewhereThanBelowTheArchive(String fileName) throws Exception {
        Repository repository = archive("stable")
                .rawIndexText("Package: linux-image-9\nVersion: 1\nArchitecture: amd64\nFilename: " + fileName
                        + "\nSize: 1\nSHA256: " + "a".repeat(64) + "\n")
                .publish(Compression.XZ);

        URI located = open(repository).packages(KERNELS).get(0).uri();

        assertThat(located.getScheme()).isEqualTo("file");
        assertThat(located.getPath()).startsWith(repository.uri().getPath());
        assertThat(located.getPath()).endsWith(fileName);
        assertThat(located.getRawQuery()).isNull();
    }

    @Test
    void shouldShowNoCredentialsOfAnAddress() {
        URI secret = URI.create("http://reader:hunter2@127.0.0.1:9/debian");
        KeySource keys = new KeySource.Files(List.of(directory.resolve("none.gpg")));
        Repository repository = new Repository(secret, "stable", List.of("main"), keys, DateCheck.DATE_AND_VALID_UNTIL);

        assertThatThrownBy(() -> open(repository).snapshot("stable"))
                .isInstanceOf(ArchiveException.Unreachable.class)
                .hasMessageStartingWith("http://***@127.0.0.1:9/debian/dists/stable/InRelease could not be read")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void shouldNamePackageWhoseStanzaIsIncomplete() throws Exception {
        DebianArchive archive = open(archive("stable")
                .rawIndexText("Package: linux-image-9\nVersion: 1\nArchitecture: amd64\n")
                .publish(Compression.XZ));

        assertThatThrownBy(() -> archive.packages(KERNELS))
                .isInstanceOf(ArchiveException.Damaged.class)
                .hasMessageContaining("package \"linux-image-9\": field Filename is missing");
    }

    @Test
    void shouldCloseOverDependencies() throws Exception {
        byte[] deb = new TestDeb().file("./x", "x").bytes(Compression.XZ);
        DebianArchive archive = open(archive("stable")
                .offer("agent", "1", deb, "Pre-Depends: base", "Depends: lib:any (>= 2) [amd64], absent | mail-agent")
                .offer("lib", "1", deb)
                .offer("lib", "2", deb, "Depends: base, agent")
                .offer("base", "1", deb)
                .offer("postman", "1", deb, "Provides: mail-agent (= 1), mailer")
                .offer("unrelated", "1", deb)
                .publish(Compression.XZ));

        assertThat(archive.closure(List.of("agent")))
                .extracting(found -> found.name() + " " + found.version())
                .containsExactlyInAnyOrder("agent 1", "base 1", "lib 2", "postman 1");
    }

    @Test
    void shouldNameDependencyThatNobodyOffers() throws Exception {
        byte[] deb = new TestDeb().file("./x", "x").bytes(Compression.XZ);
        DebianArchive archive = open(archive("stable")
                .offer("agent", "1", deb, "Depends: absent | gone")
                .publish(Compression.XZ));

        assertThatThrownBy(() -> archive.closure(List.of("agent")))
                .isInstanceOf(ArchiveException.NotFound.class)
                .hasMessageContaining("package absent is offered by no readable repository");
    }

    private TestArchive kernels(String suite) throws IOException {
        return archive(suite)
                .offer("linux-image-10", "6.1.192-2", kernel("10"))
                .offer("linux-image-9", "6.1.170-3", kernel("9"))
                .offer("unrelated", "99", kernel("x"));
    }

    private TestArchive archive(String suite) {
        return new TestArchive(archiveRoot(suite), suite, KEY);
    }

    private Path archiveRoot(String suite) {
        try {
            return Files.createDirectories(directory.resolve("archive-" + suite));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] kernel(String release) {
        return new TestDeb()
                .file("./boot/vmlinuz-" + release, "kernel " + release)
                .bytes(Compression.XZ);
    }

    private DebianArchive open(Repository... repositories) {
        return DebianArchive.open(configuration(repositories));
    }

    private ArchiveConfiguration configuration(Repository... repositories) {
        return ArchiveConfiguration.of(List.of(repositories), directory.resolve("cache"));
    }
}
