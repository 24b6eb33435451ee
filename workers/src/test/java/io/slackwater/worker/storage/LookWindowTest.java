package io.slackwater.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTask.Site;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.lab.ProgramRun;
import io.slackwater.lab.guest.Guests;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Prerequisites;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.stage.StagingLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long nobody looks before a delete, on a real host with many images. {@code -Dwindow.images=600 -Dwindow.deletes=7} measures a
 * larger one.
 */
class LookWindowTest {

    private static final Logger LOG = Logger.getLogger(LookWindowTest.class);
    private static final int IMAGES = Integer.getInteger("window.images", 60);
    private static final int DELETES = Integer.getInteger("window.deletes", 3);

    @Test
    void shouldReadEachImageOnceAndAfterTheDefinitionsOnlyTheVolumeItself(@TempDir Path directory) throws Exception {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        List<Double> windows = new ArrayList<>();
        List<Double> looks = new ArrayList<>();
        try (LibvirtHost host = LibvirtHost.start(directory, 1);
                HostConnection connection = new StandardHypervisors().open(host.uri())) {
            Path pool = new Guests(host).createPool("images");
            Files.createFile(pool.resolve(StoreMarker.nameOf(host.name() + "/images")));
            image(pool.resolve("image-0.qcow2"));
            for (int number = 1; number < IMAGES; number++) {
                Files.copy(pool.resolve("image-0.qcow2"), pool.resolve("image-" + number + ".qcow2"));
            }
            for (int delete = 0; delete < DELETES; delete++) {
                image(pool.resolve("old.qcow2"));
                Watched watched = new Watched(connection, Watched.NOBODY, Watched.NOBODY);

                StorageTaskReport result = reclaim(host, pool, watched.connection());

                assertThat(result).isInstanceOf(StorageTaskReport.Deleted.class);
                List<String> beforeDelete = watched.calls.subList(0, watched.calls.indexOf("delete"));
                windows.add((watched.times.get(beforeDelete.size())
                                - watched.times.get(beforeDelete.lastIndexOf("domains")))
                        / 1e6);
                looks.add((watched.times.get(beforeDelete.size()) - watched.times.get(0)) / 1e6);
                assertThat(beforeDelete.stream().filter("beginning"::equals).count())
                        .isBetween((long) IMAGES, IMAGES + 2L);
                assertThat(beforeDelete.subList(beforeDelete.size() - 2, beforeDelete.size()))
                        .containsExactly("domains", "volume");
            }
        }
        LOG.infof(
                "%d images, %d deletes: the look took %.0f ms, of which the last definitions were read %.1f ms before the delete"
                        + " (medians; the longest of these %.1f ms)",
                IMAGES, DELETES, median(looks), median(windows), Collections.max(windows));
    }

    private static StorageTaskReport reclaim(LibvirtHost host, Path pool, HostConnection connection) {
        StorageTaskHandler worker = StorageWorkerFactory.work(
                site -> connection, new StagingLimits(0.1, Bandwidth.unlimited()), Clock.systemUTC());
        VolumeRef volume = new VolumeRef(
                host.name() + "/images", "old.qcow2", pool.resolve("old.qcow2").toString());
        List<Site> sites = List.of(new Site(host.name(), host.uri(), "images"));
        return worker.on(
                new StorageTask("command", VolumeCommand.Type.RECLAIM, volume, sites, Optional.empty()),
                new Lifetime(Duration.ofMinutes(1), Duration.ZERO, System::nanoTime),
                uploading -> {});
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void image(Path file) {
        ProgramRun.of(Duration.ofMinutes(1), List.of("qemu-img", "create", "-q", "-f", "qcow2", file.toString(), "1M"))
                .orFail("qemu-img create");
    }
}
