package io.slackwater.reclaimer.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.debian.version.DebianVersion;
import io.slackwater.reclaimer.volume.PortionKind;
import io.slackwater.reclaimer.volume.PortionVersion;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferTest {

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
        Offer offer = new Offer(kernel("6.1.0-10"), Set.of(), true);

        assertThat(offer.replaces(new PortionVersion(portion, version, kind), DebianVersion.TEXT_ORDER))
                .isEqualTo(replaces);
    }

    @ParameterizedTest
    @CsvSource({"6.1.0-8, true", "6.1.0-9, false"})
    void shouldReplaceOnlyWhatItNamesWhereItNamesAny(String version, boolean replaces) {
        Offer offer = new Offer(kernel("6.1.0-10"), Set.of("6.1.0-8"), true);

        assertThat(offer.replaces(kernel(version), DebianVersion.TEXT_ORDER)).isEqualTo(replaces);
        assertThat(offer.named()).containsExactlyInAnyOrder(kernel("6.1.0-10"), kernel("6.1.0-8"));
    }

    private static PortionVersion kernel(String version) {
        return new PortionVersion("debian-12/kernel", version, PortionKind.KERNEL);
    }
}
