package io.slackwater.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image: a volume of a store, as the pools of its hosts list it, whether Slackwater knows what it holds or not.
 *
 * @param id the store and the name: {@code host/pool/name}
 * @param path the path by which VMs of its first host refer to it
 * @param format as libvirt names it: raw, qcow2, iso, ...
 * @param capacityBytes its size as a guest sees it
 * @param sizeBytes what it takes in the store, a sixteenth more or less while it grows
 * @param backingPath the file that it is backed by, as its pool tells it; null where there is none
 * @param portion what it holds; null where Slackwater neither staged nor adopted it
 * @param sha256 the verified digest of its content; null where none was computed
 * @param owner why Slackwater may delete it: STAGED, ADOPTED, REPLACED or ABANDONED; null where it never does
 * @param verdict UNREFERENCED (no proof that it may be deleted), IN_USE or UNCLEAR
 * @param hosts the hosts that list it
 * @param users what refers to it; in a list the first 20
 * @param userCount how many refer to it
 * @param usedSince when the first of those that refer to it was seen to; null where none does
 * @param doubts what keeps it from being known that nothing refers to it; in a list the first 20. A verdict of IN_USE stands whatever
 *     they are
 * @param firstListedAt when it was seen first
 */
public record ImageResponse(
        String id,
        String store,
        String name,
        String path,
        String format,
        long capacityBytes,
        long sizeBytes,
        @Nullable String backingPath,
        @Nullable String portion,
        @Nullable String version,
        @Nullable String sha256,
        @Nullable String owner,
        ImageVerdict verdict,
        List<ImageHostInfo> hosts,
        List<ImageUserInfo> users,
        long userCount,
        @Nullable Instant usedSince,
        List<ImageDoubtInfo> doubts,
        Instant firstListedAt) {}
