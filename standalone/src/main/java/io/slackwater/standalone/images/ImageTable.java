package io.slackwater.standalone.images;

import io.slackwater.api.HostResponse;
import io.slackwater.api.ImageResponse;
import io.slackwater.api.ImageUserInfo;
import io.slackwater.api.ImageVerdict;
import io.slackwater.api.Page;
import io.slackwater.standalone.text.Count;
import io.slackwater.standalone.text.Printable;
import io.slackwater.standalone.text.Table;
import io.slackwater.standalone.text.UtcTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Images as a table of at most 100 columns on a terminal, with whole names elsewhere. */
final class ImageTable {

    private static final int IMAGE = 25;
    private static final int STORE = 15;
    private static final int USED_BY = 20;

    private final boolean isForTerminal;

    /**
     * A table with times in UTC.
     *
     * @param isForTerminal whether long names are shortened; nothing can be looked up by such a name
     */
    ImageTable(boolean isForTerminal) {
        this.isForTerminal = isForTerminal;
    }

    /**
     * Returns its lines.
     *
     * @param hosts the hosts that may have more of what was asked for
     */
    List<String> lines(Page<ImageResponse> images, List<HostResponse> hosts) {
        List<String> lines = new ArrayList<>();
        if (!images.items().isEmpty()) {
            Table table = new Table("IMAGE", "STORE", "SIZE", "USED BY", "SEEN", "VERDICT");
            images.items().forEach(image -> add(table, image));
            lines.addAll(table.lines());
            lines.add("");
        }
        lines.add(summary(images));
        hosts.stream().filter(ImageTable::isUnlisted).forEach(host -> lines.add(unlisted(host)));
        lines.add(asOf(images));
        if (images.items().stream().anyMatch(image -> image.verdict() == ImageVerdict.UNREFERENCED)) {
            lines.add("UNREFERENCED is no proof: look at the hosts of an image before you delete it.");
        }
        if (images.nextCursor() != null) {
            lines.add("There are more: name --store, --host or --verdict, or a larger --limit.");
        }
        return lines;
    }

    private void add(Table table, ImageResponse image) {
        Instant seen = Optional.ofNullable(image.usedSince()).orElse(image.firstListedAt());
        table.row(
                name(image.name(), IMAGE),
                name(image.store(), STORE),
                ByteSize.format(image.sizeBytes()),
                usedBy(image),
                seen.atZone(ZoneOffset.UTC).toLocalDate(),
                image.verdict());
    }

    private String name(String name, int longest) {
        return isForTerminal ? Printable.of(name, longest) : Printable.of(name);
    }

    private static String usedBy(ImageResponse image) {
        if (image.verdict() == ImageVerdict.UNCLEAR) {
            return Printable.of(
                    "? " + image.doubts().get(0).code().toLowerCase(Locale.ROOT).replace('_', ' '), USED_BY);
        } else if (image.users().isEmpty()) {
            return "";
        }
        String others = image.userCount() > 1 ? " +" + (image.userCount() - 1) : "";
        ImageUserInfo shown = image.users().stream()
                .filter(user -> user.vmName() != null)
                .findFirst()
                .orElse(image.users().get(0));
        return Printable.of(name(shown), USED_BY - others.length()) + others;
    }

    private static String name(ImageUserInfo user) {
        if (user.vmName() != null) {
            return user.vmName() + " " + user.place();
        } else if (user.image() != null) {
            return user.image().substring(user.image().lastIndexOf('/') + 1);
        }
        return user.kind().toLowerCase(Locale.ROOT) + " " + user.place();
    }

    private static String summary(Page<ImageResponse> images) {
        StringBuilder summary = new StringBuilder(Count.of(images.items().size(), "image"));
        for (ImageVerdict verdict : ImageVerdict.values()) {
            List<ImageResponse> same = images.items().stream()
                    .filter(image -> image.verdict() == verdict)
                    .toList();
            long bytes = same.stream().mapToLong(ImageResponse::sizeBytes).sum();
            if (!same.isEmpty()) {
                summary.append(", %d %s (%s)".formatted(same.size(), verdict, ByteSize.format(bytes)));
            }
        }
        return summary.append(".").toString();
    }

    private static boolean isUnlisted(HostResponse host) {
        return host.syncedAt() == null || !Boolean.TRUE.equals(host.reachable());
    }

    private static String unlisted(HostResponse host) {
        String why =
                host.unreachableReason() == null ? "it was not reached yet" : Printable.of(host.unreachableReason());
        return "Of host " + Printable.of(host.id())
                + (host.syncedAt() == null
                        ? " nothing was listed: "
                        : " what is listed is of " + UtcTime.of(host.syncedAt()) + ": ")
                + (Boolean.TRUE.equals(host.reachable()) ? "its first sync has not ended" : why) + ".";
    }

    private static String asOf(Page<ImageResponse> images) {
        return images.asOf() == null
                ? "The console has not read the log to its end yet."
                : "As of " + UtcTime.of(images.asOf()) + ".";
    }
}
