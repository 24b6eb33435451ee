package io.slackwater.worker.storage.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A volume that is known by a path where an operating system has files of its own, and by which its pool does not list it. */
class KnownPathTest {

    private static final String NAME = "vmlinuz-49";
    private static final String KNOWN = "/usr/share/images/" + NAME;
    private static final String DOMAIN =
            """
            <domain type='qemu'>
              <name>vm1</name>
              <uuid>6f1b2c3d-0000-4000-8000-000000000001</uuid>
              <memory unit='MiB'>64</memory>
              <os><type arch='x86_64'>hvm</type></os>
              <devices>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='raw'/>
                  <source file='%s'/>
                  <target dev='vda' bus='virtio'/>
                  <readonly/>
                </disk>
              </devices>
            </domain>
            """;

    private final SimulatedFleet fleet = new SimulatedFleet();
    private SimulatedHost host;

    @BeforeEach
    void prepare() throws HypervisorException {
        host = fleet.addHost("h1");
        host.createPool("default", 10_000).upload(NAME, "raw", new byte[100]);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void shouldFindWhatNamesTheVolumeByThePathThatItIsKnownBy() throws Exception {
        host.define(DOMAIN.formatted(KNOWN));

        assertThat(found()).containsExactly(BlockerCode.USED_BY_VM);
    }

    /** It may be a link to the volume, for the volume lies there, too. */
    @Test
    void shouldNotTakeAPathForTheOperatingSystemsWhereTheVolumeLies() throws Exception {
        host.define(DOMAIN.formatted("/usr/share/by-link/" + NAME));

        assertThat(found()).containsExactly(BlockerCode.REFERENCE_UNCLEAR);
    }

    private List<BlockerCode> found() throws HypervisorException {
        VolumeRef volume = new VolumeRef("h1/default", NAME, KNOWN);
        try (HostConnection connection = fleet.open("simulated://fleet/h1")) {
            HostSnapshot listing =
                    new HostSnapshot("h1", "default", connection.domains(), connection.pools(), Instant.EPOCH);
            return ReferenceSearch.search(listing, volume, connection::beginning).stream()
                    .map(Blocker::code)
                    .toList();
        }
    }
}
