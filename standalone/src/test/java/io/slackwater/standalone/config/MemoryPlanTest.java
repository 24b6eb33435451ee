package io.slackwater.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.standalone.services.Service;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPlanTest {

    private static final long MACHINE = 24 * 1_024;

    @Test
    void shouldGiveEachServiceOfTheSmallestInstallationWhatASmallFleetNeeds() {
        assertThat(MemoryPlan.SMALLEST.brokerHeap()).isEqualTo("192m");
        assertThat(Arrays.stream(Service.values()).map(MemoryPlan.SMALLEST::heap))
                .containsOnly("160m");
    }

    @ParameterizedTest
    @ValueSource(longs = {2_352, 3_000, 4_096, 8_192, 16_384})
    void shouldStayWithinTheWhole(long mebibytes) {
        // given
        MemoryPlan plan = new MemoryPlan(mebibytes);

        // when
        long fixed = 1_200;
        long services = Arrays.stream(Service.values())
                .map(plan::heap)
                .mapToLong(heap -> mebibytes(heap) + mebibytes(heap) / 2)
                .sum();

        // then: nothing is left over but what rounding takes
        assertThat(fixed + mebibytes(plan.brokerHeap()) + services).isBetween(mebibytes - 10, mebibytes);
    }

    @Test
    void shouldGiveTheMostToWhatKnowsEveryVm() {
        MemoryPlan plan = new MemoryPlan(8_192);

        assertThat(mebibytes(plan.heap(Service.UPDATE_EXECUTOR)))
                .isGreaterThan(mebibytes(plan.heap(Service.VM_INVENTORY)))
                .isEqualTo(mebibytes(plan.heap(Service.STORAGE_RECLAIMER)));
        assertThat(mebibytes(plan.heap(Service.VM_INVENTORY)))
                .isGreaterThan(mebibytes(plan.heap(Service.PATCH_INGEST)));
    }

    @ParameterizedTest
    @CsvSource({"2048, 2352", "16384, 4096", "65536, 8192"})
    void shouldTakeAQuarterOfTheMachineWithinBounds(long machine, long expected) {
        assertThat(MemoryPlan.ofMachine(machine).mebibytes()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"4g, 4096", "3000m, 3000", "4G, 4096", "24g, 24576"})
    void shouldReadASizeWithItsUnit(String size, long expected) {
        assertThat(MemoryPlan.parse(size, MACHINE).mebibytes()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 'use a number and m (MiB) or g (GiB), such as 4g'",
        "4gb, 'use a number and m (MiB) or g (GiB), such as 4g'",
        "-4g, 'use a number and m (MiB) or g (GiB), such as 4g'",
        "9999999g, 'use a number and m (MiB) or g (GiB), such as 4g'",
        "1g, 'the broker and the services need 2352m; use that or more, such as 4g'",
        "25g, 'this machine has 24576m; use less than that'"
    })
    void shouldSayWhatToWriteInsteadOfAWrongSize(String size, String remedy) {
        assertThatThrownBy(() -> MemoryPlan.parse(size, MACHINE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(remedy);
    }

    private static long mebibytes(String heap) {
        assertThat(heap).endsWith("m");
        return Long.parseLong(heap.substring(0, heap.length() - 1));
    }
}
