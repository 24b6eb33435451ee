package io.slackwater.domain.storage.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.volume.ReclaimConditions;
import io.slackwater.domain.storage.volume.Sample;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreHostsTest {

    @ParameterizedTest
    @CsvSource({"h1, '', false", "h1 h2, '', true", "h1, h2, true"})
    void shouldNeedAConfirmationWhereADeleteNeedsIt(String hosts, String former, boolean needed) {
        StoreHosts store = new StoreHosts(
                ids(hosts).stream().map(Sample::host).toList(),
                ids(former),
                List.of(),
                List.of(),
                StoreMarkerState.READ_BY_ALL);

        assertThat(store.needConfirmation()).isEqualTo(needed);
        assertThat(ReclaimConditions.againstRetiring(
                        Sample.superseded(), Sample.NOW, Sample.with(store), Sample.NO_GRACE))
                .extracting(Blocker::code)
                .isEqualTo(needed ? List.of(BlockerCode.SHARED_STORE_UNCONFIRMED) : List.of());
    }

    private static List<String> ids(String written) {
        return Arrays.stream(written.split(" ")).filter(id -> !id.isEmpty()).toList();
    }
}
