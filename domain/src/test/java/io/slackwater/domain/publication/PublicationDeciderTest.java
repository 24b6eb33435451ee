package io.slackwater.domain.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PublicationDeciderTest {

    private static final Sighting OFFERED = new Sighting.Available();
    private static final Sighting RECALLED = new Sighting.Withdrawn();

    private static final Withdrawal RECALL =
            new Withdrawal("debian-12-0123456789abcdef", "ada", "it panics", Instant.parse("2026-03-01T10:00:00Z"));

    private static final PublicationHistory UNPUBLISHED = PublicationHistory.of(new PublicationState.Unpublished());
    private static final PublicationHistory AVAILABLE =
            PublicationHistory.of(new PublicationState.Available(Instant.parse("2026-02-01T08:00:00Z")));
    private static final PublicationHistory WITHDRAWN = PublicationHistory.of(new PublicationState.Withdrawn(RECALL));

    @Test
    void shouldPublishAnOfferOnce() {
        assertThat(PublicationDecider.decide(UNPUBLISHED, OFFERED)).isEqualTo(new PublicationDecision.Publish());
        assertThat(PublicationDecider.decide(AVAILABLE, OFFERED))
                .isEqualTo(new PublicationDecision.Duplicate(AVAILABLE.state()));
    }

    @Test
    void shouldPublishAWithdrawalOnce() {
        assertThat(PublicationDecider.decide(AVAILABLE, RECALLED)).isEqualTo(new PublicationDecision.Withdraw());
        assertThat(PublicationDecider.decide(WITHDRAWN, RECALLED))
                .isEqualTo(new PublicationDecision.Duplicate(WITHDRAWN.state()));
    }

    @Test
    void shouldRefuseToReviveAWithdrawnChange() {
        assertThat(PublicationDecider.decide(WITHDRAWN, OFFERED))
                .isEqualTo(
                        new PublicationDecision.Refuse(
                                "change debian-12-0123456789abcdef was withdrawn by ada at"
                                        + " 2026-03-01T10:00:00Z: it panics; publish content that was built anew, with a digest of its own"));
    }

    @Test
    void shouldRefuseContentThatIsRecalledWhateverItIsCalled() {
        PublicationHistory unknown = new PublicationHistory(
                new PublicationState.Unpublished(),
                Optional.of(new WithdrawnContent("a".repeat(64), RECALL)),
                Optional.empty());

        assertThat(PublicationDecider.decide(unknown, OFFERED))
                .isEqualTo(new PublicationDecision.Refuse("SHA-256 " + "a".repeat(64)
                        + " is recalled: change debian-12-0123456789abcdef was withdrawn by ada at 2026-03-01T10:00:00Z:"
                        + " it panics; publish content that was built anew, with a digest of its own"));
    }

    @Test
    void shouldRefuseAVersionThatIsKnownWithOtherContent() {
        assertThat(PublicationDecider.decide(known("2", List.of("b")), OFFERED))
                .isEqualTo(new PublicationDecision.Refuse(
                        "os/base 2 was published with other content: SHA-256 " + "b".repeat(64)
                                + " by change b-change; this one has SHA-256 " + "a".repeat(64)
                                + "; publish it under a version of its own, or add to its \"supersedes\" what it replaces:"
                                + " \"sha256:" + "b".repeat(64) + "\""));
    }

    @Test
    void shouldPublishAVersionWithOtherContentOnlyIfItNamesAllThatItReplaces() {
        String first = OfferedVersion.DIGEST + "b".repeat(64);
        String second = OfferedVersion.DIGEST + "c".repeat(64);
        List<String> both = List.of("b", "c");

        assertThat(PublicationDecider.decide(known("2", both, "1", first), OFFERED))
                .isInstanceOfSatisfying(
                        PublicationDecision.Refuse.class,
                        refuse -> assertThat(refuse.reason()).contains(second).doesNotContain(first));
        assertThat(PublicationDecider.decide(known("2", both, "1", first, second), OFFERED))
                .isEqualTo(new PublicationDecision.Publish());
        assertThat(PublicationDecider.decide(known("2", List.of("a", "b")), OFFERED))
                .isEqualTo(new PublicationDecision.Publish());
    }

    /** Returns the past of an offer of content a, whose version is known with content of these letters. */
    private static PublicationHistory known(String version, List<String> letters, String... supersedes) {
        OfferedVersion offered = new OfferedVersion("os/base", version, "a".repeat(64), List.of(supersedes));
        Map<String, String> known =
                letters.stream().collect(Collectors.toMap(letter -> letter.repeat(64), letter -> letter + "-change"));
        return new PublicationHistory(
                new PublicationState.Unpublished(), Optional.empty(), ContentConflict.of(offered, known));
    }

    @Test
    void shouldRefuseToWithdrawWhatWasNeverPublished() {
        assertThat(PublicationDecider.decide(UNPUBLISHED, RECALLED)).isInstanceOf(PublicationDecision.Refuse.class);
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        for (PublicationHistory history : List.of(UNPUBLISHED, AVAILABLE, WITHDRAWN)) {
            assertThat(PublicationDecider.decide(history, new Sighting.Contradictory("why")))
                    .isEqualTo(new PublicationDecision.Refuse("why"));
        }
    }
}
