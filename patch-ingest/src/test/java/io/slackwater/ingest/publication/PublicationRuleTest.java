package io.slackwater.ingest.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        Past unknown = new Past(new Standing.Unpublished(), Optional.of(new RecalledContent("a".repeat(64), RECALL)));

        assertThat(PublicationRule.decide(unknown, OFFERED))
                .isEqualTo(new Decision.Refuse("SHA-256 " + "a".repeat(64)
                        + " is recalled: change debian-12-0123456789abcdef was withdrawn by ada at 2026-03-01T10:00:00Z:"
                        + " it panics; publish content that was built anew, with a digest of its own"));
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
