package io.slackwater.worker.storage.oracle;

import io.slackwater.worker.storage.oracle.Hosts.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the documents of a domain name, as virsh prints them. */
final class Documents {

    private static final Pattern NAMED = Pattern.compile(
            "<(?:kernel|initrd|loader|nvram)[^>]*>(/[^<]+)<|<(?:source|mirror|nvram)\\b[^>]*?(?:file|dev|template)='(/[^']+)'"
                    + "|<qemu:arg value='[^']*file=(/[^',]+)");
    private static final Pattern BY_VOLUME = Pattern.compile("<source pool='([^']+)' volume='([^']+)'");

    /**
     * A file that a document names.
     *
     * @param reason the code by which the service is to say so
     */
    record Named(String path, String reason) {}

    private Documents() {}

    static List<Named> of(Host host, String domain) {
        List<Named> named = new ArrayList<>();
        read(host, "dumpxml " + domain, "USED_BY_VM", named);
        read(host, "dumpxml --inactive " + domain, "USED_BY_VM", named);
        read(host, "managedsave-dumpxml " + domain, "USED_BY_SAVED_STATE", named);
        for (String snapshot : host.lines("snapshot-list --name " + domain)) {
            read(host, "snapshot-dumpxml " + domain + " " + snapshot, "USED_BY_SNAPSHOT", named);
        }
        for (String checkpoint : host.lines("checkpoint-list --name " + domain)) {
            read(host, "checkpoint-dumpxml " + domain + " " + checkpoint, "USED_BY_CHECKPOINT", named);
        }
        return named;
    }

    private static void read(Host host, String question, String reason, List<Named> named) {
        Optional<String> document = host.virsh().ask(question);
        if (document.isEmpty()) {
            return;
        }
        Matcher paths = NAMED.matcher(document.get());
        while (paths.find()) {
            for (int group = 1; group <= paths.groupCount(); group++) {
                Optional.ofNullable(paths.group(group)).ifPresent(path -> named.add(new Named(path, reason)));
            }
        }
        Matcher volumes = BY_VOLUME.matcher(document.get());
        while (volumes.find()) {
            host.virsh()
                    .ask("vol-path --pool " + volumes.group(1) + " " + volumes.group(2))
                    .ifPresent(path -> named.add(new Named(path.strip(), reason)));
        }
    }
}
