package io.slackwater.domain.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.storage.volume.Sample;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptionClaimTest {

    private static final ContentMatch BY_DIGEST = new ContentMatch.ByDigest(Sample.NEW);
    private static final ContentMatch BY_NAME = new ContentMatch.ByName(Sample.OLD);
    private static final String OLD = "debian-12/kernel@6.1.0-49";
    private static final String NEW = "debian-12/kernel@6.1.0-50";

    @ParameterizedTest
    @MethodSource("adoptable")
    void shouldAdopt(ContentMatch contentMatch, String claim, AdoptionDecision expected) {
        assertThat(AdoptionClaim.judge(contentMatch, AdoptionClaim.parse(claim)))
                .isEqualTo(expected);
    }

    static Stream<Arguments> adoptable() {
        AdoptionDecision byDigest = new AdoptionDecision.Adoptable(Sample.NEW.holds(), Optional.of(Sample.NEW));
        return Stream.of(
                Arguments.of(BY_DIGEST, "", byDigest),
                Arguments.of(BY_DIGEST, NEW, byDigest),
                Arguments.of(BY_NAME, OLD, new AdoptionDecision.Adoptable(Sample.OLD, Optional.empty())));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuse(ContentMatch contentMatch, String claim, String reason) {
        assertThat(AdoptionClaim.judge(contentMatch, AdoptionClaim.parse(claim)))
                .isInstanceOfSatisfying(AdoptionDecision.Refused.class, refused -> {
                    assertThat(refused.reason()).contains(reason);
                    assertThat(refused.remedy()).isNotBlank();
                });
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(BY_DIGEST, OLD, NEW),
                Arguments.of(BY_NAME, "", "guess"),
                Arguments.of(BY_NAME, NEW, OLD),
                Arguments.of(new ContentMatch.Unknown(), "", "unknown"),
                Arguments.of(new ContentMatch.Unknown(), OLD, "unknown"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OLD})
    void shouldNotJudgeWhatWasNotRead(String claim) {
        assertThat(AdoptionClaim.judge(new ContentMatch.Unread("late"), AdoptionClaim.parse(claim)))
                .isInstanceOfSatisfying(AdoptionDecision.NotYet.class, notYet -> assertThat(notYet.reason())
                        .contains("late"));
    }

    @ParameterizedTest
    @CsvSource({"debian-12/kernel", "kernel@6.1.0-49", "debian-12/kernel@", "debian-12/kernel@6 1", "@1", "a/b/c@1"})
    void shouldReadNothingElseThanAVersionOfAPortion(String text) {
        assertThat(AdoptionClaim.parse(text)).isEmpty();
    }
}
