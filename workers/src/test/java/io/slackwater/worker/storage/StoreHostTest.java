package io.slackwater.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.hypervisor.StoreMarker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreHostTest {

    /** What is in a store without a marker may be deleted without asking another host that has it. */
    @ParameterizedTest
    @CsvSource({
        "dir, true", "fs, true", "netfs, true", "logical, false", "disk, false", "iscsi, false", "iscsi-direct, false",
        "scsi, false", "mpath, false", "rbd, false", "sheepdog, false", "gluster, false", "zfs, false",
                "vstorage, false",
    })
    void shouldActOnlyInPoolsThatCanBeMarked(String poolType, boolean supported) {
        StoreHost host = new StoreHost(
                "h1",
                "qemu:///system",
                StoreHost.Mode.ACTIVE,
                StoreHost.Contact.SYNCED,
                "default",
                poolType,
                true,
                StoreHost.Marker.SHOWN);

        assertThat(host.hasSupportedPool()).isEqualTo(supported);
        assertThat(StoreMarker.fits(poolType)).isEqualTo(supported);
    }
}
