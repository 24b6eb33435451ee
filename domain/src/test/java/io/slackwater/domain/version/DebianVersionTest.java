package io.slackwater.domain.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table's answers are those of {@code dpkg --compare-versions}. */
class DebianVersionTest {

    @ParameterizedTest
    @CsvSource({
        "6.1.0-9-cloud-amd64, 6.1.0-50-cloud-amd64",
        "6.1.0-50-amd64, 6.1.0-50-cloud-amd64",
        "6.1.170-3, 6.1.192-2",
        "6.1.192-1, 6.1.192-2",
        "1.0, 1:0.9",
        "1.0~rc1, 1.0",
        "1.0~~, 1.0~",
        "1.0~~a, 1.0~",
        "1.0, 1.0a",
        "1.0a, 1.0+",
        "1.0, 1.0-1",
        "1.0-1~bpo12+1, 1.0-1",
        "1.0-1, 1.0-1+b1",
        "1:7.2+dfsg-7+deb12u15, 1:7.2+dfsg-7+deb12u18+b3",
        "9, 10",
        "1.9, 1.10",
        "1.0Z, 1.0a",
        "1.0-2-3, 1.0-3-2",
        "99999999999999999998, 99999999999999999999",
    })
    void shouldOrderAsDebianDoes(String lower, String higher) {
        assertThat(new DebianVersion(lower)).isLessThan(new DebianVersion(higher));
        assertThat(new DebianVersion(higher)).isGreaterThan(new DebianVersion(lower));
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1.00", "0:1.0, 1.0", "1.0-0, 1.0", "1.01, 1.1"})
    void shouldHoldEqualWhatDebianHoldsEqual(String left, String right) {
        assertThat(new DebianVersion(left)).isEqualByComparingTo(new DebianVersion(right));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1.0 ", "1_0", "x:1", "1:", "-1", "1.0-", "1/2"})
    void shouldRefuseWhatIsNoVersion(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DebianVersion(text))
                .withMessageContaining("\"" + text + "\" is no Debian version");
    }
}
