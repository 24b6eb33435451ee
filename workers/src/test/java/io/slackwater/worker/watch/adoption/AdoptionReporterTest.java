package io.slackwater.worker.watch.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.adoption.AdoptionRule;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.worker.watch.observe.StoreIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptionReporterTest {

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

    @Test
    void shouldNotTakeForAVersionWhatSlackwaterKeepsForItself() {
        StoreIndex stores = StoreIndex.of(
                "host-1",
                List.of(new StoragePool(
                        "kernels",
                        "dir",
                        true,
                        "/pool",
                        1000,
                        900,
                        List.of(
                                volume("6.1.0-50"),
                                volume("slackwater-store:host-1:kernels"),
                                volume("slackwater-count:log:7"),
                                volume("slackwater-probe:6f1b2c3d-0000-4000-8000-000000000001")))),
                StoreIndex.empty());
        AdoptionRule everything =
                AdoptionRule.of("rule", "(?<version>.+)", "debian-12/kernel", PortionKind.KERNEL, Optional.empty());

        assertThat(new AdoptionReporter(List.of(everything)).news(stores, Instant.EPOCH))
                .extracting(outcome -> outcome.getVersion().orElseThrow())
                .containsExactly("6.1.0-50");
    }

    private static Volume volume(String name) {
        return new Volume(name, "/pool/" + name, "raw", 100, 100, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSayWhetherTheRuleConsentsToTheDeleteOfWhatCannotBeHadAgain(boolean consent) {
        AdoptionRule rule = AdoptionRule.of(
                        "rule", "golden-(?<version>.+)", "debian-12/base", PortionKind.BASE_IMAGE, Optional.empty())
                .withDeleteWithoutArtifact(consent);

        List<StorageOutcome> news = new AdoptionReporter(List.of(rule)).news(STORES, Instant.EPOCH);

        assertThat(news).extracting(StorageOutcome::getConsent).containsExactly(consent);
    }
}
