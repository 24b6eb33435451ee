package io.slackwater.standalone.images;

import io.slackwater.api.ImageDoubtInfo;
import io.slackwater.api.ImageResponse;
import io.slackwater.api.ImageUserInfo;

/** What ends that an image is used, or that something of it is not known. */
final class ImageRemedies {

    private ImageRemedies() {}

    static String ofUser(ImageUserInfo user) {
        String vm = "VM " + user.vmName();
        return switch (user.kind()) {
            case "SLOT" ->
                Boolean.TRUE.equals(user.live()) && !Boolean.TRUE.equals(user.configured())
                        ? "%s stops: its definition does not name the image at %s any more".formatted(vm, user.place())
                        : "%s gets another image at %s, or is undefined".formatted(vm, user.place());
            case "SNAPSHOT" -> "%s loses its snapshot %s".formatted(vm, user.place());
            case "MANAGED_SAVE" -> vm + " is started and shut off, or loses its saved state";
            case "CHECKPOINT" -> "%s loses its checkpoint %s".formatted(vm, user.place());
            case "DEFINITION" -> "%s does not name it at %s any more".formatted(vm, user.place());
            case "BACKING_FILE", "DATA_FILE" -> "image %s is deleted or rebased".formatted(user.image());
            case "POOL" -> "pool %s on %s is undefined".formatted(user.place(), user.host());
            case "PIN" -> "the rollout of change %s ends".formatted(user.place());
            case "HOLD" -> "the hold %s is released (slackwater storage release)".formatted(user.place());
            case "UPDATE" -> "update %s ends".formatted(user.place());
            default -> "Slackwater does not need it any more; it deletes by itself what it staged";
        };
    }

    static String ofDoubt(ImageDoubtInfo doubt, ImageResponse image) {
        String subject = doubt.subject();
        return switch (doubt.code()) {
            case "HOST_UNREACHABLE" ->
                "host %s is reached again; or it is no more, and you retire it (slackwater hosts retire %s --because WHY)"
                        .formatted(subject, subject);
            case "HOST_NOT_SYNCED" ->
                subject.equals(image.store())
                        ? "a host that has the store is read in full"
                        : "host %s is read in full: wait, or see the log of vm-inventory".formatted(subject);
            case "GUESTS_NOT_WATCHED" ->
                "nothing ends that while host %s is declared with these connections: look there yourself"
                        .formatted(subject);
            case "POOL_INACTIVE" ->
                "pool %s is started; undefine it only once you looked into its files yourself".formatted(subject);
            case "LISTING_INCOMPLETE" ->
                "%s is listed in full, with this image: wait for the next listing; where it stays so, look at that directory"
                        .formatted(subject);
            case "VM_UNKNOWN" -> "each VM named there can be read again; see the log of vm-inventory";
            case "REFERENCE_UNCLEAR" ->
                "each file named there is in a pool, under a plain path, or is named no more (%s)".formatted(subject);
            case "UNSUPPORTED_POOL" ->
                "nothing ends that in a pool of this type: look yourself what of %s its host uses".formatted(subject);
            case "FORMAT_UNKNOWN" -> "nothing ends that for an image of this format: look yourself what it is";
            case "STORE_UNMARKED" ->
                "the store is marked, by a host that has it and is declared ACTIVE; updates may then run on that host."
                        + " If you do not want that, look yourself which hosts have the directory";
            case "MARKER_AMBIGUOUS" -> "host %s has the store in one pool alone".formatted(subject);
            case "SHARED_STORE_UNCONFIRMED" ->
                "you say which hosts share the store, exactly: slackwater storage confirm %s --hosts HOST,HOST --because WHY"
                        .formatted(image.store());
            case "LAST_USED_BY_VANISHED_VM" ->
                "the VM does not come back, and you say so: slackwater storage forget %s --store %s --because WHY"
                        .formatted(subject, image.store());
            case "CONSOLE_BEHIND" -> "the console reads the log to its end; see its /q/health";
            case "RECORD_UNREADABLE" ->
                "a newer record of the same VM, volume or pool can be read; any other is in table unread_records of the console (%s)"
                        .formatted(subject);
            default -> "%s is known: %s".formatted(subject, doubt.detail());
        };
    }
}
