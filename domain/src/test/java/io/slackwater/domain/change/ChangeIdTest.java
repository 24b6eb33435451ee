package io.slackwater.domain.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeIdTest {

    private static final String KERNEL = "debian-12/kernel|6.1.0-50-cloud-amd64|" + "a".repeat(64);
    private static final String INITRD = "debian-12/initrd|6.1.0-50-cloud-amd64|" + "b".repeat(64);

    @Test
    void shouldBeTheSameWhateverTheOrder() {
        assertThat(ChangeId.of("debian-12", List.of(KERNEL, INITRD)))
                .isEqualTo(ChangeId.of("debian-12", List.of(INITRD, KERNEL)));
    }

    @Test
    void shouldStayAsItIsSinceTheLogHoldsIt() {
        // printf '%s\n%s' of the sorted lines | sha256sum
        assertThat(ChangeId.of("debian-12", List.of(KERNEL, INITRD))).isEqualTo("debian-12-2436633dcf210faf");
    }

    @Test
    void shouldDifferWithEachPart() {
        assertThat(ChangeId.of("debian-12", List.of(KERNEL)))
                .isNotEqualTo(ChangeId.of("debian-12", List.of(KERNEL.replace("50", "51"))))
                .isNotEqualTo(ChangeId.of("debian-12", List.of(KERNEL.replace("aaa", "baa"))))
                .isNotEqualTo(ChangeId.of("debian-13", List.of(KERNEL)));
    }

    @Test
    void shouldTellTheOperatingSystem() {
        assertThat(ChangeId.operatingSystem("debian-12-0123456789abcdef")).contains("debian-12");
        assertThat(ChangeId.operatingSystem("debian-12")).isEmpty();
        assertThat(ChangeId.operatingSystem("../x-0123456789abcdef")).isEmpty();
    }
}
