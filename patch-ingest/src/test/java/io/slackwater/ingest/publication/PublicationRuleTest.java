package io.slackwater.ingest.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PublicationRuleTest {

    private static final Sighting OFFERED = new Sighting.Offered();
    private static final Sighting RECALLED = new Sighting.Recalled();

    private static final Recall RECALL =
            new Recall("debian-12-0123456789abcdef", "ada", "it panics", Instant.parse("2026-03-01T10:00:00Z"));

    private static final Past UNPUBLISHED = Past.of(new Standing.Unpublished());
    private static final Past AVAILABLE = Past.of(new Standing.Available(Instant.parse("2026-02-01T08:00:00Z")));
    private static final Past WITHDRAWN = Past.of(new Standing.Withdrawn(RECALL));

    @Test
    void shouldPublishAnOfferOnce() {
        assertThat(PublicationRule.decide(UNPUBLISHED, OFFERED)).isEqualTo(new Decision.Publish());
        assertThat(PublicationRule.decide(AVAILABLE, OFFERED)).isEqualTo(new Decision.Duplicate(AVAILABLE.standing()));
    }

    @Test
    void shouldPublishAWithdrawalOnce() {
        assertThat(PublicationRule.decide(AVAILABLE, RECALLED)).isEqualTo(new Decision.Withdraw());
        assertThat(PublicationRule.decide(WITHDRAWN, RECALLED)).isEqualTo(new Decision.Duplicate(WITHDRAWN.standing()));
    }

    @Test
    void shouldRefuseToReviveAWithdrawnChange() {
        assertThat(PublicationRule.decide(WITHDRAWN, OFFERED))
                .isEqualTo(
                        new Decision.Refuse(
                                "change debian-12-0123456789abcdef was withdrawn by ada at"
                                        + " 2026-03-01T10:00:00Z: it panics; publish content that was built anew, with a digest of its own"));
    }

    @Test
    void shouldRefuseContentThatIsRecalledWhateverItIsCalled() {
        Past unknown = new Past(
                new Standing.Unpublished(), Optional.of(new RecalledContent("a".repeat(64), RECALL)), Optional.empty());

        assertThat(PublicationRule.decide(unknown, OFFERED))
                .isEqualTo(new Decision.Refuse("SHA-256 " + "a".repeat(64)
                        + " is recalled: change debian-12-0123456789abcdef was withdrawn by ada at 2026-03-01T10:00:00Z:"
                        + " it panics; publish content that was built anew, with a digest of its own"));
    }

    @Test
    void shouldRefuseAVersionThatIsKnownWithOtherContent() {
        assertThat(PublicationRule.decide(known("2", List.of("b")), OFFERED))
                .isEqualTo(new Decision.Refuse("os/base 2 was published with other content: SHA-256 " + "b".repeat(64)
                        + " by change b-change; this one has SHA-256 " + "a".repeat(64)
                        + "; publish it under a version of its own, or add to its \"supersedes\" what it replaces:"
                        + " \"sha256:" + "b".repeat(64) + "\""));
    }

    @Test
    void shouldPublishAVersionWithOtherContentOnlyIfItNamesAllThatItReplaces() {
        String first = OfferedVersion.DIGEST + "b".repeat(64);
        String second = OfferedVersion.DIGEST + "c".repeat(64);
        List<String> both = List.of("b", "c");

        assertThat(PublicationRule.decide(known("2", both, "1", first), OFFERED))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.reason()).contains(second).doesNotContain(first));
        assertThat(PublicationRule.decide(known("2", both, "1", first, second), OFFERED))
                .isEqualTo(new Decision.Publish());
        assertThat(PublicationRule.decide(known("2", List.of("a", "b")), OFFERED))
                .isEqualTo(new Decision.Publish());
    }

    /** Returns the past of an offer of content a, whose version is known with content of these letters. */
    private static Past known(String version, List<String> letters, String... supersedes) {
        OfferedVersion offered = new OfferedVersion("os/base", version, "a".repeat(64), List.of(supersedes));
        Map<String, String> known =
                letters.stream().collect(Collectors.toMap(letter -> letter.repeat(64), letter -> letter + "-change"));
        return new Past(new Standing.Unpublished(), Optional.empty(), OtherContent.of(offered, known));
    }

    @Test
    void shouldRefuseToWithdrawWhatWasNeverPublished() {
        assertThat(PublicationRule.decide(UNPUBLISHED, RECALLED)).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        for (Past past : List.of(UNPUBLISHED, AVAILABLE, WITHDRAWN)) {
            assertThat(PublicationRule.decide(past, new Sighting.Contradictory("why")))
                    .isEqualTo(new Decision.Refuse("why"));
        }
    }
}
