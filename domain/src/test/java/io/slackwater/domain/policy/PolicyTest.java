package io.slackwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.policy.schedule.UpdateMode;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

    @ParameterizedTest
    @CsvSource({
        "debian-12/kernel, debian-12/kernel, true",
        "debian-12/kernel, debian-12/kernel-rt, false",
        "debian-12/kernel, debian-12/kerne, false",
        "debian-*/kernel, debian-12/kernel, true",
        "debian-*/kernel, debian-12/initrd, false",
        "*, debian-12/kernel, true",
        "*kernel, debian-12/kernel, true",
        "debian-12/*, debian-12/, true",
        "*-12/*el, debian-12/kernel, true",
        "*a*a*a*a*a*a*b, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false",
        "debian.12/kernel, debian-12/kernel, false",
    })
    void shouldMatchPortionsByTheirNames(String pattern, String portion, boolean expected) {
        assertThat(new PortionPattern(pattern).matches(portion)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SHUT_OFF, PT5M",
        "NEXT_START, PT5M",
        // Agent, ACPI, the change, and the longer of staying up and answering
        "WINDOW_RESTART, PT10M",
        "RESTART_NOW, PT10M",
    })
    void shouldKnowHowLongAnUpdateTakesAtMost(UpdateMode mode, Duration expected) {
        Policy policy = Policies.policy("web", Selector.EVERYTHING);

        assertThat(policy.takesAtMost(mode)).isEqualTo(expected);
    }
}
