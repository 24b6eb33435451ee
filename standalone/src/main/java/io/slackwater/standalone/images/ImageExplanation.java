package io.slackwater.standalone.images;

import io.slackwater.api.ImageDoubtInfo;
import io.slackwater.api.ImageHostInfo;
import io.slackwater.api.ImageResponse;
import io.slackwater.api.ImageUserInfo;
import io.slackwater.api.ImageVerdict;
import io.slackwater.standalone.text.Count;
import io.slackwater.standalone.text.Printable;
import io.slackwater.standalone.text.UtcTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of an image, for a person: its users by path, what is not known, and what would make it UNREFERENCED. */
final class ImageExplanation {

    private static final String INDENT = "  ";

    private final ImageResponse image;

    /** An explanation with times in UTC. */
    ImageExplanation(ImageResponse image) {
        this.image = image;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Image %s in store %s: %s".formatted(image.name(), image.store(), verdict()));
        lines.add("%s%s, %s in the store, seen since %s"
                .formatted(INDENT, format(), ByteSize.format(image.sizeBytes()), time(image.firstListedAt())));
        if (image.backingPath() != null) {
            lines.add(INDENT + "backed by " + image.backingPath());
        }
        content().ifPresent(content -> lines.add(INDENT + content));
        for (ImageHostInfo host : image.hosts()) {
            lines.add("%son host %s in pool %s as %s, listed %s"
                    .formatted(INDENT, host.host(), host.pool(), host.path(), time(host.listedAt())));
        }
        if (!image.users().isEmpty()) {
            lines.add("Used by:");
            image.users().forEach(user -> lines.add(INDENT + user(user)));
            long others = image.userCount() - image.users().size();
            if (others > 0) {
                lines.add(INDENT + "and " + Count.of(others, "other"));
            }
        }
        if (!image.doubts().isEmpty()) {
            lines.add("Not known:");
            image.doubts().forEach(doubt -> lines.add(INDENT + doubt(doubt)));
        }
        lines.addAll(outlook());
        return lines.stream().map(Printable::of).toList();
    }

    private String verdict() {
        return switch (image.verdict()) {
            case UNREFERENCED -> "UNREFERENCED, nothing that Slackwater knows of refers to it";
            case IN_USE -> "IN_USE by " + Count.of(image.userCount(), "reference");
            case UNCLEAR -> "UNCLEAR, something that may refer to it is not known";
        };
    }

    private String format() {
        return "%s of %s".formatted(image.format(), ByteSize.format(image.capacityBytes()));
    }

    private Optional<String> content() {
        if (image.portion() == null) {
            return Optional.empty();
        }
        String digest = image.sha256() == null ? "" : ", sha256 " + image.sha256();
        return Optional.of("holds %s %s (%s%s)".formatted(image.portion(), image.version(), image.owner(), digest));
    }

    private String user(ImageUserInfo user) {
        String through = user.image() == null ? "" : ", through image " + user.image();
        String under = user.image() == null ? "" : ", under its name " + user.image();
        String what =
                switch (user.kind()) {
                    case "SLOT" -> "slot " + user.place() + " (" + machines(user) + ")" + through;
                    case "SNAPSHOT" -> "snapshot " + user.place();
                    case "MANAGED_SAVE" -> "saved state";
                    case "CHECKPOINT" -> "checkpoint " + user.place();
                    case "DEFINITION" -> "definition, at " + user.place();
                    case "BACKING_FILE" -> "image %s on %s is backed by it".formatted(user.image(), user.host());
                    case "DATA_FILE" -> "image %s on %s keeps its data in it".formatted(user.image(), user.host());
                    case "POOL" -> "pool %s on %s is made of it".formatted(user.place(), user.host());
                    case "PIN" -> "change " + user.place() + " pins it" + under;
                    case "HOLD" -> "hold " + user.place() + under;
                    case "UPDATE" -> "update " + user.place() + " moves to it, or may go back to it" + under;
                    default -> "Slackwater needs it: " + user.place() + under;
                };
        String vm = user.vmName() == null ? "" : "VM %s on %s: ".formatted(user.vmName(), user.host());
        return vm + what + ", seen " + time(user.since());
    }

    private static String machines(ImageUserInfo user) {
        boolean isLive = Boolean.TRUE.equals(user.live());
        boolean isConfigured = Boolean.TRUE.equals(user.configured());
        return isLive && isConfigured
                ? "running machine and next start"
                : isLive ? "running machine alone" : "next start";
    }

    private static String doubt(ImageDoubtInfo doubt) {
        return "%s %s: %s".formatted(doubt.code(), doubt.subject(), doubt.detail());
    }

    private List<String> outlook() {
        Set<String> steps = new LinkedHashSet<>();
        image.users().forEach(user -> steps.add(ImageRemedies.ofUser(user)));
        image.doubts().forEach(doubt -> steps.add(ImageRemedies.ofDoubt(doubt, image)));
        List<String> lines = new ArrayList<>();
        if (image.verdict() == ImageVerdict.UNREFERENCED) {
            lines.add("That is no proof: look at its hosts before you delete it.");
            if (image.owner() == null) {
                lines.add("Slackwater never deletes it by itself: it neither staged nor adopted it.");
            }
        } else {
            lines.add("For it to be UNREFERENCED:");
            steps.forEach(step -> lines.add(INDENT + "- " + step));
        }
        return lines;
    }

    private String time(@Nullable Instant time) {
        return time == null ? "at a time that is not known" : UtcTime.of(time);
    }
}
