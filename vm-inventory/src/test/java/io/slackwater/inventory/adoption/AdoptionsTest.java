package io.slackwater.inventory.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.inventory.observe.StoreIndex;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.StorageOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptionsTest {

    private static final StoreIndex STORES = StoreIndex.of(
            "host-1",
            List.of(new StoragePool(
                    "default",
                    "dir",
                    true,
                    "/pool",
                    1000,
                    900,
                    List.of(new Volume("golden-7", "/pool/golden-7", "raw", 100, 100, Optional.empty())))),
            StoreIndex.empty());

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSayWhetherTheRuleConsentsToTheDeleteOfWhatCannotBeHadAgain(boolean consent) {
        AdoptionRule rule = AdoptionRule.of(
                        "rule", "golden-(?<version>.+)", "debian-12/base", PortionKind.BASE_IMAGE, Optional.empty())
                .withDeleteWithoutArtifact(consent);

        List<StorageOutcome> news = new Adoptions(List.of(rule)).news(STORES, Instant.EPOCH);

        assertThat(news).extracting(StorageOutcome::getConsent).containsExactly(consent);
    }
}
