package io.slackwater.domain.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.volume.VolumeId;
import io.slackwater.domain.volume.VolumeRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VmPlacementsTest {

    @Test
    void shouldBeOnTheTargetAloneAfterAMigrationWhicheverNewsComesFirst() {
        VmPlacements before = VmPlacements.ABSENT.observed(on("source"));

        VmPlacements sourceFirst = before.gone("source").observed(on("target"));
        VmPlacements targetFirst = before.observed(on("target")).gone("source");

        assertThat(sourceFirst).isEqualTo(targetFirst);
        assertThat(targetFirst.current()).contains(on("target"));
    }

    @Test
    void shouldCountWhereItWasObservedLastWhileItIsOnTwoHosts() {
        VmPlacements vm = VmPlacements.ABSENT.observed(on("source")).observed(on("target"));

        assertThat(vm.current()).contains(on("target"));
        assertThat(vm.placements()).hasSize(2);
    }

    @Test
    void shouldBeNowhereWhileItsLastRecordCouldNotBeRead() {
        VmPlacements vm = VmPlacements.ABSENT.observed(on("source")).unreadable();

        assertThat(vm.current()).isEmpty();
        assertThat(vm.observed(on("source")).current()).contains(on("source"));
    }

    @Test
    void shouldBeAbsentAfterItWentFromItsLastHost() {
        assertThat(VmPlacements.ABSENT.observed(on("source")).unreadable().gone("source"))
                .isEqualTo(VmPlacements.ABSENT);
    }

    private static Placement on(String host) {
        VolumeRef volumeRef = VolumeRef.of(new VolumeId(host + "/pool", "kernel"), "/kernel");
        return new Placement(
                host, 0, List.of(new SlotImage("kernel", PortionKind.KERNEL, volumeRef, Optional.empty())));
    }
}
