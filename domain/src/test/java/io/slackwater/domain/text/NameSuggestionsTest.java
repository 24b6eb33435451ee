package io.slackwater.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameSuggestionsTest {

    private static final List<String> NAMES = List.of("web-1", "web-12", "database-1", "mail");

    @Test
    void shouldPutWhatDiffersLeastFirst() {
        assertThat(NameSuggestions.of("wbe-12", NAMES)).containsExactly("web-12", "web-1");
        assertThat(NameSuggestions.of("Mial", NAMES)).containsExactly("mail");
    }

    @Test
    void shouldFindWhatContainsIt() {
        assertThat(NameSuggestions.of("base", NAMES)).containsExactly("database-1");
    }

    @Test
    void shouldNameNothingThatHasLittleInCommonWithIt() {
        assertThat(NameSuggestions.of("printer", NAMES)).isEmpty();
        assertThat(NameSuggestions.sentence("printer", NAMES)).isEmpty();
        assertThat(NameSuggestions.sentence("mal", NAMES)).isEqualTo(" Nearest: mail.");
    }

    @Test
    void shouldCountWhatMustBeChanged() {
        assertThat(NameSuggestions.distance("settle-time", "setle-tmie")).isEqualTo(3);
        assertThat(NameSuggestions.distance("", "abc")).isEqualTo(3);
        assertThat(NameSuggestions.distance("same", "same")).isZero();
    }
}
