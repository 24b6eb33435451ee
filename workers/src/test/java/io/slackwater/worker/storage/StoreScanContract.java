package io.slackwater.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.adoption.ContentMatch;
import io.slackwater.domain.adoption.VolumeMatcher;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.hypervisor.Hypervisors;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.scan.StoreScan;
import io.slackwater.worker.storage.scan.StoreScan.Found;
import io.slackwater.worker.storage.scan.StoreScanner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a scan finds, whatever the host. */
abstract class StoreScanContract {

    static final byte[] KERNEL = "kernel 6.1.0-49".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AS_LONG = "kernel 6.1.0-4x".getBytes(StandardCharsets.UTF_8);
    private static final PortionVersion HOLDS = new PortionVersion("debian-12/kernel", "6.1.0-49", PortionKind.KERNEL);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    abstract Hypervisors hypervisors();

    abstract StorageTask.Site site();

    /** Puts a volume into the pool; returns its path. */
    abstract String put(String volume, byte[] content) throws Exception;

    /** Makes an overlay in the pool. */
    abstract void overlay(String volume, String backing) throws Exception;

    /** Defines a VM that starts a kernel. */
    abstract void defineVm(String kernelPath) throws Exception;

    @Test
    void shouldListWhatIsThereWithWhatIsKnownOfIt() throws Exception {
        String used = put("boot-in-use", KERNEL);
        put("boot", KERNEL);
        put("as-long", AS_LONG);
        put("debian-12.kernel-6.1.0-49-copy", "shorter".getBytes(StandardCharsets.UTF_8));
        put("private.img", new byte[1 << 20]);
        overlay("vm.qcow2", "private.img");
        overlay("vm-2.qcow2", "vm.qcow2");
        defineVm(used);

        Map<String, Found> found = survey();

        assertThat(found.get("boot").match()).isEqualTo(new ContentMatch.ByDigest(artifact()));
        assertThat(found.get("boot").references()).isEmpty();
        assertThat(found.get("boot-in-use").match()).isEqualTo(new ContentMatch.ByDigest(artifact()));
        assertThat(found.get("boot-in-use").references())
                .extracting(Blocker::code)
                .containsExactly(BlockerCode.USED_BY_VM);
        assertThat(found.get("as-long").match()).isEqualTo(new ContentMatch.Unknown());
        assertThat(found.get("debian-12.kernel-6.1.0-49-copy").match()).isEqualTo(new ContentMatch.ByName(HOLDS));
        assertThat(found.get("private.img").match()).isEqualTo(new ContentMatch.Unknown());
        assertThat(found.get("private.img").backs()).isEqualTo(2);
        assertThat(found.get("vm-2.qcow2").chain())
                .hasSize(2)
                .satisfies(chain -> assertThat(chain.get(0)).endsWith("/vm.qcow2"))
                .satisfies(chain -> assertThat(chain.get(1)).endsWith("/private.img"));
        assertThat(found.get("vm-2.qcow2").backs()).isZero();
    }

    @Test
    void shouldOnlyListWhatIsNotMeant() throws Exception {
        put("boot", KERNEL);

        try (StoreScanner survey = open(PATIENCE)) {
            StoreScan scan = survey.of(question(volume -> false, site()), matching());

            assertThat(scan.volumes()).singleElement().satisfies(found -> assertThat(found.match())
                    .isEqualTo(new ContentMatch.Unknown()));
        }
    }

    @Test
    void shouldFindOutAnewWhatWasChanged() throws Exception {
        put("boot", AS_LONG);
        assertThat(survey().get("boot").match()).isEqualTo(new ContentMatch.Unknown());

        put("boot", KERNEL);

        assertThat(survey().get("boot").match()).isEqualTo(new ContentMatch.ByDigest(artifact()));
    }

    private Map<String, Found> survey() throws InterruptedException {
        try (StoreScanner survey = open(PATIENCE)) {
            StoreScan scan = survey.of(question(volume -> true, site()), matching());
            assertThat(scan.unasked()).isEmpty();
            return scan.volumes().stream()
                    .collect(Collectors.toMap(found -> found.volume().name(), Function.identity()));
        }
    }

    final StoreScanner open(Duration patience) {
        StorageConnections hosts = StorageConnections.over(new HostConnections(hypervisors(), Duration.ofSeconds(20)));
        return StorageWorkerFactory.survey(hosts, 10, patience, Bandwidth.unlimited(), Clock.systemUTC());
    }

    static StoreScanner.Question question(Predicate<String> isOpen, StorageTask.Site... sites) {
        return new StoreScanner.Question("h1/default", List.of(sites), isOpen, volume -> false);
    }

    static VolumeMatcher matching() {
        return matching(artifact());
    }

    static VolumeMatcher matching(Artifact known) {
        return new VolumeMatcher(List.of(known), Set.of(HOLDS), Map.of());
    }

    private static Artifact artifact() {
        return artifact(KERNEL, VolumeFormat.RAW);
    }

    static Artifact artifact(byte[] content, VolumeFormat format) {
        return new Artifact(HOLDS, format, sha256(content), content.length, "http://127.0.0.1/kernel-49");
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
