package io.slackwater.debian.deb;

import io.slackwater.debian.ArchiveException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Maps tar entries to members, and refuses names that lead out of where they are extracted. */
final class TarMembers {

    private TarMembers() {}

    static DebMember toMember(TarArchiveEntry entry, Path archive) throws ArchiveException {
        DebMember.Type type = typeOf(entry);
        return new DebMember(
                safeName(entry.getName(), archive),
                type,
                type == DebMember.Type.FILE ? entry.getSize() : 0,
                entry.getMode() & 07777,
                entry.isLink() || entry.isSymbolicLink() ? entry.getLinkName() : "");
    }

    /** Returns a name without empty and {@code .} parts; a {@code ..} part or a NUL is hostile, and so is an absolute name. */
    static String safeName(String name, Path archive) throws ArchiveException {
        if (name.startsWith("/") || name.indexOf('\0') >= 0) {
            throw hostile(archive, name);
        }
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                throw hostile(archive, name);
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    private static DebMember.Type typeOf(TarArchiveEntry entry) {
        if (entry.isSymbolicLink()) {
            return DebMember.Type.SYMBOLIC_LINK;
        }
        if (entry.isLink()) {
            return DebMember.Type.HARD_LINK;
        }
        if (entry.isDirectory()) {
            return DebMember.Type.DIRECTORY;
        }
        boolean special = entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
        return special || !entry.isFile() ? DebMember.Type.SPECIAL : DebMember.Type.FILE;
    }

    private static ArchiveException hostile(Path archive, String name) {
        return new ArchiveException.Hostile(archive + " holds the member \"" + name
                + "\", which leads out of the directory it is extracted to; do not use this package, and report it");
    }
}
