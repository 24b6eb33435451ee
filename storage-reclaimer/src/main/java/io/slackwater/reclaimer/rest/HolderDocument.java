package io.slackwater.reclaimer.rest;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One reason why a volume is kept.
 *
 * @param count how many VMs, hosts, changes or others it is about
 * @param subjects some of them, the longest standing first
 * @param since since when the oldest of them holds it
 * @param detail a sentence about the oldest of them
 * @param remedy what ends it, for the oldest of them
 */
public record HolderDocument(
        BlockerCode code, long count, List<String> subjects, Instant since, String detail, String remedy) {

    private static final int NAMED = 5;

    /** Returns what holds a store as a whole. */
    static List<HolderDocument> all(List<Blocker> blockers, String store) {
        return all(blockers, new VolumeRef(store, "", ""));
    }

    static List<HolderDocument> all(List<Blocker> blockers, VolumeRef volume) {
        Map<BlockerCode, List<Blocker>> byCode = blockers.stream()
                .collect(Collectors.groupingBy(
                        Blocker::code, () -> new EnumMap<>(BlockerCode.class), Collectors.toList()));
        return byCode.values().stream().map(alike -> of(alike, volume)).toList();
    }

    private static HolderDocument of(List<Blocker> alike, VolumeRef volume) {
        List<Blocker> oldestFirst =
                alike.stream().sorted(Comparator.comparing(Blocker::since)).toList();
        Blocker oldest = oldestFirst.get(0);
        List<String> subjects =
                oldestFirst.stream().map(Blocker::subject).distinct().toList();
        return new HolderDocument(
                oldest.code(),
                subjects.size(),
                subjects.stream().limit(NAMED).toList(),
                oldest.since(),
                oldest.detail(),
                Remedies.of(oldest, volume));
    }
}
