package io.slackwater.ingest.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicationRuleTest {

    private static final Sighting OFFERED = new Sighting.Offered();
    private static final Sighting RECALLED = new Sighting.Recalled();

    private static final Recall RECALL =
            new Recall("debian-12-0123456789abcdef", "ada", "it panics", Instant.parse("2026-03-01T10:00:00Z"));

    @Test
    void shouldPublishAnOfferOnce() {
        assertThat(PublicationRule.decide(Past.of(Standing.UNPUBLISHED), OFFERED))
                .isEqualTo(new Decision.Publish(Standing.AVAILABLE));
        assertThat(PublicationRule.decide(Past.of(Standing.AVAILABLE), OFFERED)).isEqualTo(new Decision.Duplicate());
    }

    @Test
    void shouldPublishAWithdrawalOnce() {
        assertThat(PublicationRule.decide(Past.of(Standing.AVAILABLE), RECALLED))
                .isEqualTo(new Decision.Publish(Standing.WITHDRAWN));
        assertThat(PublicationRule.decide(Past.of(Standing.WITHDRAWN), RECALLED))
                .isEqualTo(new Decision.Duplicate());
    }

    @Test
    void shouldRefuseToReviveAWithdrawnChange() {
        Past withdrawn = new Past(Standing.WITHDRAWN, Optional.of(RECALL), Optional.empty());

        assertThat(PublicationRule.decide(withdrawn, OFFERED))
                .isEqualTo(
                        new Decision.Refuse(
                                "change debian-12-0123456789abcdef was withdrawn by ada at"
                                        + " 2026-03-01T10:00:00Z: it panics; publish content that was built anew, with a digest of its own"));
    }

    @Test
    void shouldRefuseContentThatIsRecalledWhateverItIsCalled() {
        Past unknown = new Past(
                Standing.UNPUBLISHED, Optional.empty(), Optional.of(new RecalledContent("a".repeat(64), RECALL)));

        assertThat(PublicationRule.decide(unknown, OFFERED))
                .isEqualTo(new Decision.Refuse("SHA-256 " + "a".repeat(64)
                        + " is recalled: change debian-12-0123456789abcdef was withdrawn by ada at 2026-03-01T10:00:00Z:"
                        + " it panics; publish content that was built anew, with a digest of its own"));
    }

    @Test
    void shouldRefuseToWithdrawWhatWasNeverPublished() {
        assertThat(PublicationRule.decide(Past.of(Standing.UNPUBLISHED), RECALLED))
                .isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        for (Standing standing : Standing.values()) {
            assertThat(PublicationRule.decide(Past.of(standing), new Sighting.Contradictory("why")))
                    .isEqualTo(new Decision.Refuse("why"));
        }
    }
}
