package io.slackwater.worker.storage.oracle;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.StorageTaskHandler;
import io.slackwater.worker.storage.StorageWorkerFactory;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.oracle.Judge.Finding;
import io.slackwater.worker.storage.oracle.Owner.Deed;
import io.slackwater.worker.storage.oracle.RandomImages.Image;
import io.slackwater.worker.storage.oracle.Truth.Listed;
import io.slackwater.worker.storage.stage.StagingLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Has the volumes of layouts deleted, and what comes of it judged. */
final class Trial {

    private static final int COMMANDS = 12;
    private static final List<Deed> DEEDS = List.of(Deed.values());
    private static final int CALLS_AT_FIRST = 8;

    private final Hosts hosts;
    private final Tally tally;
    private final StorageTaskHandler worker;
    private final Stores stores;
    private long seed;
    private final ImageFiles images = new ImageFiles();

    Trial(Hosts hosts, Tally tally) {
        this.hosts = hosts;
        this.tally = tally;
        this.stores = new Stores(hosts);
        this.worker =
                StorageWorkerFactory.work(hosts::to, new StagingLimits(0.1, Bandwidth.unlimited()), Clock.systemUTC());
    }

    void of(RandomLayout layout, long seed) throws Exception {
        images.forget();
        stores.mark(layout.places());
        Truth truth = new Truth(hosts, images);
        tell(layout, truth);
        this.seed = seed;
        String known = "-Doracle.layouts=1 -Doracle.seed=" + seed + " " + layout.traits() + "\n" + truth;
        if (layout.traits().hasOwners()) {
            withOwners(layout, known);
        } else {
            still(layout, truth, known);
        }
        hosts.script();
    }

    /** Every volume once, with nobody about. */
    private void still(RandomLayout layout, Truth truth, String known) {
        List<Listed> volumes = new ArrayList<>(truth.volumes());
        Collections.shuffle(volumes, layout.random());
        for (Listed volume : volumes) {
            if (!Files.exists(volume.entry())) {
                // Deleted already by another of its pools.
                continue;
            }
            StorageTask task = stores.order(layout, volume);
            boolean isFree = truth.reasons(volume.entry()).isEmpty();
            StorageTaskReport result = carriedOut(task, Integer.MAX_VALUE, () -> {});
            count(result, isFree ? "free" : "in use");
            Judge.still(truth, volume.entry(), result).ifPresent(finding -> found(finding, task, result, "", known));
            truth.deleted();
        }
    }

    /** Some volumes again and again, while somebody does something that concerns them. */
    private void withOwners(RandomLayout layout, String known) throws IOException {
        Owner owner = new Owner(hosts, layout, images);
        int calls = CALLS_AT_FIRST;
        for (int number = 0; number < COMMANDS; number++) {
            Image image = image(layout, owner);
            StorageTask task = stores.order(layout, stores.listed(layout, image));
            Deed deed = DEEDS.get(layout.random().nextInt(DEEDS.size()));
            OwnerAction action = new OwnerAction(
                    () -> owner.act(deed, image), layout.random().nextBoolean());
            int before = layout.random().nextInt(calls + 1);
            StorageTaskReport result = carriedOut(task, before, action);
            action.end();
            String what = deed + " before call " + before;
            calls = Math.max(1, hosts.calls().calls().size());
            count(result, "with owners");
            if (result instanceof StorageTaskReport.Deleted deleted) {
                Judge.meanwhile(
                                owner,
                                hosts.calls(),
                                image.path(),
                                image.place().poolHosts(),
                                deleted)
                        .ifPresent(finding -> found(finding, task, result, what, known));
            } else if (Judge.keptBy(result).isEmpty()) {
                found(new Finding(Judge.Wrong.NO_OUTCOME, result.toString()), task, result, deed.toString(), known);
            }
        }
    }

    /** Returns one that was there from the start, or a new one that nobody uses, or only one VM. */
    private Image image(RandomLayout layout, Owner owner) throws IOException {
        List<Image> there = layout.images().all().stream()
                .filter(image -> !image.place().pools().isEmpty() && Files.exists(image.path()))
                .toList();
        int kind = layout.random().nextInt(3);
        if (kind == 0 && !there.isEmpty()) {
            return there.get(layout.random().nextInt(there.size()));
        }
        Image fresh = layout.images().fresh();
        if (kind == 1) {
            owner.act(Deed.DEFINE, fresh);
        }
        return fresh;
    }

    private StorageTaskReport carriedOut(StorageTask task, int before, Runnable deed) {
        hosts.calls().begin(before, deed);
        try {
            return worker.on(
                    task, new Lifetime(Duration.ofMinutes(1), Duration.ZERO, System::nanoTime), uploading -> {});
        } finally {
            hosts.calls().end();
        }
    }

    private void tell(RandomLayout layout, Truth truth) {
        Traits traits = layout.traits();
        Map<String, Boolean> kinds = Map.of(
                "shared", traits.isShared(),
                "with owners", traits.hasOwners(),
                "with links", traits.hasLinks(),
                "with aliases", traits.hasAliases(),
                "with chains of three and more", truth.deepest() >= 3,
                "below /usr", traits.isBelowUsr(),
                "with several pools of a directory", traits.hasPools(),
                "with images outside", traits.hasOutside(),
                "in which all is clear", truth.unclear().isEmpty());
        tally.count("layouts");
        kinds.forEach((kind, applies) -> {
            if (applies) {
                tally.count("layouts " + kind);
            }
        });
    }

    private void count(StorageTaskReport result, String situation) {
        if (result instanceof StorageTaskReport.Deleted) {
            tally.count("freed");
            tally.count("volumes " + situation + ": freed");
            return;
        }
        List<Blocker> blockers = Judge.keptBy(result).orElse(List.of());
        boolean isClaimed = blockers.stream().anyMatch(blocker -> blocker.code().isReference());
        tally.count("volumes " + situation + ": kept as " + (isClaimed ? "in use" : "unclear"));
        Set<String> codes = Judge.codes(blockers);
        codes.forEach(code -> tally.count("kept by " + code));
    }

    private void found(Finding finding, StorageTask task, StorageTaskReport result, String deed, String known) {
        tally.found(
                finding,
                seed,
                "%s%nvolume %s: %s%ncalls: %s%nowners:%n%s%s"
                        .formatted(deed, task, result, hosts.calls().calls(), hosts.script(), known));
    }
}
