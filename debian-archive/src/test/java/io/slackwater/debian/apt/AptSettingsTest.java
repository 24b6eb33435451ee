package io.slackwater.debian.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.archive.Repository;
import io.slackwater.debian.release.DateCheck;
import io.slackwater.debian.release.KeySource;
import io.slackwater.debian.testing.TestKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSettingsTest {

    @TempDir
    Path root;

    @Test
    void shouldReadStanzas() throws Exception {
        write(
                "etc/apt/sources.list.d/debian.sources",
                """
                # the distribution
                Types: deb deb-src
                URIs: http://archive.example/debian
                Suites: bookworm bookworm-updates
                Components: main contrib
                Signed-By: /usr/share/keyrings/debian.gpg

                Types: deb
                Enabled: no
                URIs: http://disabled.example/debian
                Suites: bookworm
                Components: main

                Types: deb-src
                URIs: http://sources.example/debian
                Suites: bookworm
                Components: main
                """);

        List<Repository> repositories = read("").repositories();

        assertThat(repositories).extracting(Repository::suite).containsExactly("bookworm", "bookworm-updates");
        assertThat(repositories.get(0).uri()).isEqualTo(URI.create("http://archive.example/debian/"));
        assertThat(repositories.get(0).components()).containsExactly("main", "contrib");
        assertThat(repositories.get(0).keys())
                .isEqualTo(new KeySource.Files(List.of(root.resolve("usr/share/keyrings/debian.gpg"))));
        assertThat(repositories.get(0).dateCheck()).isEqualTo(DateCheck.DATE_AND_VALID_UNTIL);
    }

    @Test
    void shouldReadLines() throws Exception {
        write(
                "etc/apt/sources.list",
                """
                deb http://archive.example/debian bookworm main contrib # the distribution
                deb [arch=amd64 signed-by=/keys/a.gpg check-valid-until=no] https://snapshot.example/debian/2026 bookworm main
                # deb http://commented.example/debian bookworm main
                deb-src http://sources.example/debian bookworm main
                deb http://flat.example/packages ./
                deb cdrom:[Debian]/ bookworm main
                nonsense
                """);
        write("etc/apt/trusted.gpg.d/b.asc", "key");
        write("etc/apt/trusted.gpg.d/readme.txt", "no key");

        List<Repository> repositories = read("").repositories();

        assertThat(repositories)
                .extracting(repository -> repository.uri().toString())
                .containsExactly("http://archive.example/debian/", "https://snapshot.example/debian/2026/");
        assertThat(repositories.get(0).keys())
                .isEqualTo(new KeySource.Files(List.of(root.resolve("etc/apt/trusted.gpg.d/b.asc"))));
        assertThat(repositories.get(0).components()).containsExactly("main", "contrib");
        assertThat(repositories.get(1).keys()).isEqualTo(new KeySource.Files(List.of(root.resolve("keys/a.gpg"))));
        assertThat(repositories.get(1).dateCheck()).isEqualTo(DateCheck.DATE);
    }

    @Test
    void shouldTakeTheChecksOfDatesFromAptUnlessTheSourceSaysOtherwise() throws Exception {
        write(
                "etc/apt/sources.list",
                """
                deb http://a.example/debian bookworm main
                deb [check-valid-until=yes] http://b.example/debian bookworm main
                deb [check-date=no] http://c.example/debian bookworm main
                """);

        assertThat(read("Acquire::Check-Valid-Until \"false\";").repositories())
                .extracting(Repository::dateCheck)
                .containsExactly(DateCheck.DATE, DateCheck.DATE_AND_VALID_UNTIL, DateCheck.NONE);
    }

    @Test
    void shouldReadKeyThatStandsInTheSource() throws Exception {
        TestKey key = new TestKey();
        String indented = key.armored().strip().replaceAll("(?m)^$", ".").replaceAll("(?m)^", " ");
        write(
                "etc/apt/sources.list.d/own.sources",
                "Types: deb\nURIs: http://own.example/debian\nSuites: stable\nComponents: main\nSigned-By:\n" + indented
                        + "\n");

        KeySource keys = read("").repositories().get(0).keys();

        assertThat(keys).isInstanceOf(KeySource.Armored.class);
        assertThat(keys.load().origin()).endsWith("own.sources");
    }

    @Test
    void shouldTakeFingerprintsOutOfTheTrustedKeys() throws Exception {
        String fingerprint = "4D64FEC119C2029067D6E791F8D2585B8783D481";
        write("etc/apt/trusted.gpg", "keys");
        write("etc/apt/sources.list", "deb [signed-by=" + fingerprint + "] http://a.example/debian bookworm main\n");

        assertThat(read("").repositories().get(0).keys())
                .isEqualTo(
                        new KeySource.Fingerprints(Set.of(fingerprint), List.of(root.resolve("etc/apt/trusted.gpg"))));
    }

    @Test
    void shouldFollowMirrorListOfACloudImage() throws Exception {
        write(
                "etc/apt/mirrors/debian.list",
                "# mirrors\nhttps://first.example/debian\tpriority:1\nhttps://second.example/debian\n");
        write("etc/apt/sources.list", "deb mirror+file:///etc/apt/mirrors/debian.list bookworm main\n");

        assertThat(read("").repositories())
                .extracting(repository -> repository.uri().toString())
                .containsExactly("https://first.example/debian/");
    }

    @Test
    void shouldKeepOnlyTheWantedComponent() throws Exception {
        write(
                "etc/apt/sources.list",
                """
                deb http://archive.example/debian bookworm main contrib
                deb http://other.example/apt stable tools
                """);

        assertThat(read("").mainArchive(root).repositories()).singleElement().satisfies(repository -> {
            assertThat(repository.components()).containsExactly("main");
            assertThat(repository.uri()).hasHost("archive.example");
        });
    }

    @Test
    void shouldSayWhatToDoWhenNoSourceIsSetUp() throws Exception {
        AptSettings settings = read("");

        assertThatThrownBy(() -> settings.mainArchive(root))
                .isInstanceOf(ArchiveException.NotFound.class)
                .hasMessageContaining("name an archive and its suite instead");
    }

    @Test
    void shouldTakeProxiesFromAptBeforeTheEnvironment() throws Exception {
        AptSettings settings = AptSettings.read(
                root,
                AptConfiguration.parse(
                        """
                        Acquire::http::Proxy "http://apt-proxy:3142";
                        Acquire::http::Proxy::near.example "DIRECT";
                        """),
                Map.of(
                        "http_proxy",
                        "http://env:1",
                        "https_proxy",
                        "http://env:2",
                        "no_proxy",
                        "local.example, other"));

        assertThat(settings.proxies().rules())
                .containsOnly(
                        Map.entry("http", "http://apt-proxy:3142"),
                        Map.entry("https", "http://env:2"),
                        Map.entry("http::near.example", "DIRECT"),
                        Map.entry("http::local.example", "DIRECT"),
                        Map.entry("https::local.example", "DIRECT"),
                        Map.entry("http::other", "DIRECT"),
                        Map.entry("https::other", "DIRECT"));
    }

    private AptSettings read(String dump) throws ArchiveException, IOException {
        return AptSettings.read(root, AptConfiguration.parse(dump), Map.of());
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
