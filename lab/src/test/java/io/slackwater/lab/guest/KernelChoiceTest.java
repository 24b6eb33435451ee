package io.slackwater.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.artifact.transfer.FileDigest;
import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.index.DebianPackage;
import io.slackwater.domain.version.DebianVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {

    private static final DebianPackage META =
            offered("linux-image-cloud-amd64", "6.1.192-2", "linux-image-6.1.0-56-cloud-amd64 (= 6.1.192-2)");

    @Test
    void shouldTakeTheTwoNewestOfTheSeriesThatTheMetaPackageStandsFor() throws ArchiveException {
        List<DebianPackage> offered = List.of(
                META,
                kernel("6.1.0-9", "6.1.27-1"),
                kernel("6.1.0-56", "6.1.192-2"),
                kernel("6.1.0-55", "6.1.192-1"),
                kernel("6.12.117+deb12", "6.12.117-1~deb12u1"));

        KernelChoice choice = KernelChoice.among(offered);

        assertThat(choice.series()).isEqualTo("6.1");
        assertThat(KernelChoice.releaseOf(choice.older())).isEqualTo("6.1.0-55-cloud-amd64");
        assertThat(KernelChoice.releaseOf(choice.newer())).isEqualTo("6.1.0-56-cloud-amd64");
    }

    @Test
    void shouldFollowTheHighestOfSeveralMetaPackages() throws ArchiveException {
        List<DebianPackage> offered = List.of(
                META,
                offered("linux-image-cloud-amd64", "6.12.9-1", "linux-image-6.12.9+deb13-cloud-amd64 (= 6.12.9-1)"),
                kernel("6.12.9+deb13", "6.12.9-1"),
                kernel("6.12.8+deb13", "6.12.8-1"),
                offered("linux-image-6.12-cloud-amd64", "6.12.9-1", ""));

        KernelChoice choice = KernelChoice.among(offered);

        assertThat(choice.older().name()).isEqualTo("linux-image-6.12.8+deb13-cloud-amd64");
        assertThat(choice.newer().name()).isEqualTo("linux-image-6.12.9+deb13-cloud-amd64");
    }

    @Test
    void shouldCountAKernelThatTwoSuitesOfferOnce() {
        List<DebianPackage> offered =
                new ArrayList<>(List.of(META, kernel("6.1.0-56", "6.1.192-2"), kernel("6.1.0-56", "6.1.192-1")));

        assertThatThrownBy(() -> KernelChoice.among(offered))
                .isInstanceOf(ArchiveException.NotFound.class)
                .hasMessageContaining("1 kernels of series 6.1");
    }

    @Test
    void shouldSayWhatAnArchiveOfAnotherKindLacks() {
        assertThatThrownBy(() -> KernelChoice.among(List.of()))
                .isInstanceOf(ArchiveException.NotFound.class)
                .hasMessageContaining("linux-image-cloud-amd64");
    }

    private static DebianPackage kernel(String abi, String version) {
        return offered("linux-image-" + abi + "-cloud-amd64", version, "kmod");
    }

    private static DebianPackage offered(String name, String version, String dependencies) {
        return new DebianPackage(
                name,
                new DebianVersion(version),
                "amd64",
                dependencies,
                "",
                URI.create("http://archive.example/pool/" + name + ".deb"),
                new FileDigest(1, "0".repeat(64)));
    }
}
