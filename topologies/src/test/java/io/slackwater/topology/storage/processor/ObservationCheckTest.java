package io.slackwater.topology.storage.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.adoption.AdoptionRule;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationCheckTest {

    private static final AdoptionRule RULE = AdoptionRule.of(
            "golden", "golden-(?<version>.+)", "debian-12/base", PortionKind.BASE_IMAGE, Optional.of("h1/default"));

    @ParameterizedTest
    @CsvSource({
        "true,  h1/default, golden-7,    debian-12/base,   7, BASE_IMAGE",
        "false, h1/default, payroll.img, debian-12/base,   7, BASE_IMAGE",
        "false, h2/default, golden-7,    debian-12/base,   7, BASE_IMAGE",
        "false, h1/default, golden-7,    debian-12/kernel, 7, BASE_IMAGE",
        "false, h1/default, golden-7,    debian-12/base,   8, BASE_IMAGE",
        "false, h1/default, golden-7,    debian-12/base,   7, KERNEL",
    })
    void shouldBelieveAReportOnlyAsFarAsItsOwnRuleSaysTheSame(
            boolean isBelieved, String store, String name, String portion, String version, PortionKind kind) {
        VolumeInput.Observed report = report(new PortionVersion(portion, version, kind), false);

        assertThat(new ObservationCheck(List.of(RULE)).confirmed(new VolumeRef(store, name, ""), report))
                .isEqualTo(isBelieved ? Optional.of(report) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, false", "false, true, false"})
    void shouldTakeTheConsentToADeleteFromNoReportAlone(boolean ofRule, boolean ofReport, boolean expected) {
        ObservationCheck check = new ObservationCheck(List.of(RULE.withDeleteWithoutArtifact(ofRule)));
        VolumeInput.Observed report =
                report(new PortionVersion("debian-12/base", "7", PortionKind.BASE_IMAGE), ofReport);

        assertThat(check.confirmed(new VolumeRef("h1/default", "golden-7", ""), report))
                .map(confirmed -> confirmed.content().consent())
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void shouldTakeTheConsentOfAnyRuleThatNamesTheSameContent(boolean ofFirst, boolean ofSecond) {
        ObservationCheck check = new ObservationCheck(
                List.of(RULE.withDeleteWithoutArtifact(ofFirst), RULE.withDeleteWithoutArtifact(ofSecond)));
        VolumeInput.Observed report = report(new PortionVersion("debian-12/base", "7", PortionKind.BASE_IMAGE), true);

        assertThat(check.confirmed(new VolumeRef("h1/default", "golden-7", ""), report))
                .map(confirmed -> confirmed.content().consent())
                .contains(true);
    }

    @Test
    void shouldBelieveNothingWithoutRules() {
        VolumeInput.Observed report = report(new PortionVersion("debian-12/base", "7", PortionKind.BASE_IMAGE), true);

        assertThat(new ObservationCheck(List.of()).confirmed(new VolumeRef("h1/default", "golden-7", ""), report))
                .isEmpty();
    }

    private static VolumeInput.Observed report(PortionVersion holds, boolean consent) {
        return new VolumeInput.Observed(
                Content.named(holds, VolumeFormat.QCOW2, 900).withConsent(consent), "/pool/golden-7", Instant.EPOCH);
    }
}
