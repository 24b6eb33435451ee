package io.slackwater.domain.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.domain.portion.PortionKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdoptionRuleTest {

    @Test
    void shouldTakeTheVersionFromTheWholeNameOfTheVolume() {
        AdoptionRule rule = rule("golden-(?<version>\\d+)\\.qcow2", "debian-12/base", Optional.empty());

        assertThat(rule.version("host/pool", "golden-7.qcow2")).contains("7");
        assertThat(rule.version("host/pool", "golden-7.qcow2.bak")).isEmpty();
        assertThat(rule.version("host/pool", "my-golden-7.qcow2")).isEmpty();
    }

    @Test
    void shouldLeaveOtherStoresAlone() {
        AdoptionRule rule = rule("golden-(?<version>\\d+)", "debian-12/base", Optional.of("host-1/default"));

        assertThat(rule.version("host-1/default", "golden-7")).contains("7");
        assertThat(rule.version("host-2/default", "golden-7")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "golden-(.+), debian-12/base, rules.volume",
        "golden-(?<version>.+, debian-12/base, rules.volume",
        "golden-(?<version>.+), base, rules.portion"
    })
    void shouldNameThePropertyThatIsNotAsItShouldBe(String volume, String portion, String property) {
        assertThatThrownBy(() -> rule(volume, portion, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slackwater.inventory.adoption." + property);
    }

    private static AdoptionRule rule(String volume, String portion, Optional<String> store) {
        return AdoptionRule.of("rules", volume, portion, PortionKind.BASE_IMAGE, store);
    }
}
