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
        return switch (doubt.code()) {
            case "HOST_UNREACHABLE" ->
                "host %s is reached again, or is retired (slackwater hosts retire %s)"
                        .formatted(doubt.subject(), doubt.subject());
            case "HOST_NOT_SYNCED" ->
                "host %s is read in full; wait, or see the log of vm-inventory".formatted(doubt.subject());
            case "GUESTS_NOT_WATCHED" -> "you look yourself what else runs on host " + doubt.subject();
            case "POOL_INACTIVE" -> "pool %s is started or undefined".formatted(doubt.subject());
            case "LISTING_INCOMPLETE" ->
                "%s is listed in full, with this image; wait for the next sync".formatted(doubt.subject());
            case "VM_UNKNOWN" -> "VM %s can be read again; see the log of vm-inventory".formatted(doubt.subject());
            case "REFERENCE_UNCLEAR" ->
                "the file that %s names is in a pool, under a plain path; or is named no more"
                        .formatted(doubt.subject());
            case "UNSUPPORTED_POOL" -> "you look yourself what of pool %s its host uses".formatted(doubt.subject());
            case "FORMAT_UNKNOWN" -> "you look yourself what it is: Slackwater does not look into this format";
            case "STORE_UNMARKED" ->
                "the host of %s is declared ACTIVE, which marks the store".formatted(doubt.subject());
            case "MARKER_AMBIGUOUS" -> "host %s has the store in one pool alone".formatted(doubt.subject());
            case "SHARED_STORE_UNCONFIRMED" ->
                "you say which hosts share the store: slackwater storage confirm %s --hosts HOST,HOST --because WHY"
                        .formatted(image.store());
            case "LAST_USED_BY_VANISHED_VM" ->
                "the VM does not come back, and you say so: slackwater storage forget %s --store %s --because WHY"
                        .formatted(doubt.subject(), image.store());
            case "CONSOLE_BEHIND" -> "the console reads the log to its end; see its /q/health";
            case "RECORD_UNREADABLE" ->
                "what the log says of %s can be read; see the log of the console".formatted(doubt.subject());
            default -> "%s is known: %s".formatted(doubt.subject(), doubt.detail());
        };
    }
}
