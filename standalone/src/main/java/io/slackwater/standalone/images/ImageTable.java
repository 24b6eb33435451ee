package io.slackwater.standalone.images;

import io.slackwater.api.ImageResponse;
import io.slackwater.api.ImageUserInfo;
import io.slackwater.api.ImageVerdict;
import io.slackwater.api.Page;
import io.slackwater.standalone.text.Count;
import io.slackwater.standalone.text.Printable;
import io.slackwater.standalone.text.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Images as a table of at most 100 columns. */
final class ImageTable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int IMAGE = 25;
    private static final int STORE = 15;
    private static final int USED_BY = 20;

    private final ZoneId zone;

    /** A table with times in a zone. */
    ImageTable(ZoneId zone) {
        this.zone = zone;
    }

    List<String> lines(Page<ImageResponse> images) {
        List<String> lines = new ArrayList<>();
        if (!images.items().isEmpty()) {
            Table table = new Table("IMAGE", "STORE", "SIZE", "USED BY", "SEEN", "VERDICT");
            images.items().forEach(image -> add(table, image));
            lines.addAll(table.lines());
            lines.add("");
        }
        lines.add(summary(images));
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
                Printable.of(image.name(), IMAGE),
                Printable.of(image.store(), STORE),
                ByteSize.format(image.sizeBytes()),
                usedBy(image),
                seen.atZone(zone).toLocalDate(),
                image.verdict());
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

    private String asOf(Page<ImageResponse> images) {
        return images.asOf() == null
                ? "The console has not read the log to its end yet."
                : "As of " + TIME.format(images.asOf().atZone(zone)) + ".";
    }
}
