package io.slackwater.ingest.publication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublicationRuleTest {

    private static final Sighting OFFERED = new Sighting.Offered();
    private static final Sighting RECALLED = new Sighting.Recalled();

    @Test
    void shouldPublishAnOfferOnce() {
        assertThat(PublicationRule.decide(Standing.UNPUBLISHED, OFFERED))
                .isEqualTo(new Decision.Publish(Standing.AVAILABLE));
        assertThat(PublicationRule.decide(Standing.AVAILABLE, OFFERED)).isEqualTo(new Decision.Duplicate());
    }

    @Test
    void shouldPublishAWithdrawalOnce() {
        assertThat(PublicationRule.decide(Standing.AVAILABLE, RECALLED))
                .isEqualTo(new Decision.Publish(Standing.WITHDRAWN));
        assertThat(PublicationRule.decide(Standing.WITHDRAWN, RECALLED)).isEqualTo(new Decision.Duplicate());
    }

    @Test
    void shouldRefuseToReviveAWithdrawnChange() {
        assertThat(PublicationRule.decide(Standing.WITHDRAWN, OFFERED)).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void shouldRefuseToWithdrawWhatWasNeverPublished() {
        assertThat(PublicationRule.decide(Standing.UNPUBLISHED, RECALLED)).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        for (Standing standing : Standing.values()) {
            assertThat(PublicationRule.decide(standing, new Sighting.Contradictory("why")))
                    .isEqualTo(new Decision.Refuse("why"));
        }
    }
}
