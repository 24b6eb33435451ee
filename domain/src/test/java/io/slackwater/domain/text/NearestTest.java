package io.slackwater.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> NAMES = List.of("web-1", "web-12", "database-1", "mail");

    @Test
    void shouldPutWhatDiffersLeastFirst() {
        assertThat(Nearest.of("wbe-12", NAMES)).containsExactly("web-12", "web-1");
        assertThat(Nearest.of("Mial", NAMES)).containsExactly("mail");
    }

    @Test
    void shouldFindWhatContainsIt() {
        assertThat(Nearest.of("base", NAMES)).containsExactly("database-1");
    }

    @Test
    void shouldNameNothingThatHasLittleInCommonWithIt() {
        assertThat(Nearest.of("printer", NAMES)).isEmpty();
        assertThat(Nearest.sentence("printer", NAMES)).isEmpty();
        assertThat(Nearest.sentence("mal", NAMES)).isEqualTo(" Nearest: mail.");
    }

    @Test
    void shouldCountWhatMustBeChanged() {
        assertThat(Nearest.distance("settle-time", "setle-tmie")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("same", "same")).isZero();
    }
}
