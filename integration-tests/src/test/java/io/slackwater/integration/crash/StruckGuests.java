package io.slackwater.integration.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.integration.hosts.RealHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The guests of a host, and what the volumes must hold that they refer to. */
final class StruckGuests {

    private final RealHost host;
    private final Map<String, String> vms = new HashMap<>();
    private final Map<String, Path> contents = new HashMap<>();

    StruckGuests(RealHost host) {
        this.host = host;
    }

    /** Says what a volume holds, should it be there. */
    void know(String volume, Path content) {
        contents.put(volume, content);
    }

    /** Takes a guest in; {@code vm} is its UUID. */
    void take(String guest, String vm) {
        vms.put(guest, vm);
    }

    List<String> names() {
        return vms.keySet().stream().sorted().toList();
    }

    List<String> vms() {
        return List.copyOf(vms.values());
    }

    String vmOf(String guest) {
        return vms.get(guest);
    }

    /** Returns the name of the volume that a slot of a guest's next start refers to. */
    String volumeOf(String guest, String slot) {
        try {
            DomainXml definition = DomainXml.parse(host.guests().definition(guest));
            return Path.of(definition.slot(slot).orElseThrow().path().orElseThrow())
                    .getFileName()
                    .toString();
        } catch (MalformedDomainXmlException malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** Returns the names of the volumes that are the disks of the guests' next starts. */
    List<String> overlays() {
        return names().stream().map(guest -> volumeOf(guest, "vda")).toList();
    }

    /** Every guest's next start must be from volumes that are there and whole, whoever was killed just now. */
    void assertNothingHalfIsUsed() throws IOException {
        for (String guest : names()) {
            assertWhole(volumeOf(guest, "kernel"));
            assertWhole(volumeOf(guest, "initrd"));
            assertWhole(host.backingOf(volumeOf(guest, "vda"))
                    .orElseThrow()
                    .getFileName()
                    .toString());
        }
    }

    void assertWhole(String volume) throws IOException {
        Path stored = host.guests().volumePath(RealHost.POOL, volume);
        assertThat(contents).containsKey(volume);
        assertThat(Files.mismatch(stored, contents.get(volume)))
                .as("the first byte of %s that is wrong", volume)
                .isEqualTo(-1);
    }
}
